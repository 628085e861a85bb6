/**
 * Starts the chief expert's page.
 */
import '../page.css';
import '../mark/mark.css';
