"""In which role somebody acts; whether they hold it is the door's to know, what it allows is decided here."""

from typing import Literal, get_args

Role = Literal["expert", "chief_expert", "results_team", "organiser", "team_leader", "skill_advisor"]
"""A deputy acts as chief expert; a supervisor is an expert to whom a team gave that place."""

ROLES: tuple[Role, ...] = get_args(Role)
