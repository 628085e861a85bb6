/* The least that a server can do: one send() per socket and update, from C, in one loop.
 *
 *   bare_send UPDATES_PER_S BYTES
 *
 * Prints "ready PORT". Opens whatever connects without reading its request, sends from the first byte on standard
 * input, and ends with it. An update is a WebSocket text frame that says when it was made.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { SOCKETS_MAX = 16384, EVENTS = 256, CLOCK_DIGITS = 20, HEADER = 4 };
static const char OPENED[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
static const char TAIL[] = "\"}}}}";
static int sockets[SOCKETS_MAX], count, is_asked[65536];

static void watch(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) exit(1);
}

static void stamp(char *frame, int bytes) {
    struct timespec now;
    char digits[CLOCK_DIGITS + 1];
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(digits, sizeof digits, "%020lld", now.tv_sec * 1000000000LL + now.tv_nsec);
    memcpy(frame + HEADER + bytes - (sizeof TAIL - 1) - CLOCK_DIGITS, digits, CLOCK_DIGITS);
}

static int listening(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(fd, (void *)&address, size) || listen(fd, 4096)) exit(1);
    getsockname(fd, (void *)&address, &size);
    printf("ready %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

static void welcome(int epoll, int door) {
    int fd, on = 1;
    while (count < SOCKETS_MAX && (fd = accept4(door, 0, 0, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(epoll, fd);
    }
}

static void hear(int fd) {
    char asked[4096];
    ssize_t got = read(fd, asked, sizeof asked);
    if (got <= 0) { close(fd); return; }
    if (!is_asked[fd]) {
        is_asked[fd] = 1;
        sockets[count++] = fd;
        if (send(fd, OPENED, sizeof OPENED - 1, MSG_NOSIGNAL) < 0) exit(1);
    }
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    int per_s = atoi(argv[1]), bytes = atoi(argv[2]), is_telling = 0;
    char *frame = malloc(HEADER + bytes);
    memset(frame, 'x', HEADER + bytes);
    frame[0] = (char)0x81, frame[1] = 126, frame[2] = (char)(bytes >> 8), frame[3] = (char)bytes;
    memcpy(frame + HEADER + bytes - (sizeof TAIL - 1), TAIL, sizeof TAIL - 1);
    int epoll = epoll_create1(0), door = listening(), clock = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec every = {{0, 1000000000 / per_s}, {0, 1000000000 / per_s}};
    timerfd_settime(clock, 0, &every, 0);
    watch(epoll, door), watch(epoll, clock), watch(epoll, 0);
    for (;;) {
        struct epoll_event events[EVENTS];
        int happened = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < happened; i++) {
            int fd = events[i].data.fd;
            unsigned long long ticks;
            char said;
            if (fd == door) welcome(epoll, door);
            else if (fd == 0) { if (read(0, &said, 1) <= 0) return 0; is_telling = 1; }
            else if (fd != clock) hear(fd);
            else if (read(clock, &ticks, sizeof ticks) > 0 && is_telling) {
                stamp(frame, bytes);
                for (int n = 0; n < count; n++) send(sockets[n], frame, HEADER + bytes, MSG_NOSIGNAL);
            }
        }
    }
}
