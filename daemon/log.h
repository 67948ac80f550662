/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log: one line per event on standard error, its stable name first, then key=value. Foreign text goes
 * through the one printable function (R64). Event names are an interface: rapporteur(8), LOG EVENTS.
 *
 *	rap_log(RAP_LOG_INFO, "recorded", RAP_N("mail", id), RAP_S("member", code));
 */
#ifndef RAP_DAEMON_LOG_H
#define RAP_DAEMON_LOG_H

#include <stddef.h>
#include <stdint.h>

typedef enum rap_log_level { /* numbers of syslog(3) */
	                     RAP_LOG_ERR = 3,
	                     RAP_LOG_WARNING = 4,
	                     RAP_LOG_NOTICE = 5,
	                     RAP_LOG_INFO = 6,
} rap_log_level;

typedef struct rap_log_pair {
	const char *key;
	const char *text; /* NULL: the number */
	int64_t number;
} rap_log_pair;

static inline rap_log_pair rap_log_text(const char *key, const char *text)
{
	return (rap_log_pair){key, text ? text : "-", 0};
}

#define RAP_S(key, text) rap_log_text((key), (text))
#define RAP_N(key, number)                     \
	(rap_log_pair)                         \
	{                                      \
		(key), NULL, (int64_t)(number) \
	}
#define rap_log(level, event, ...)                                       \
	rap_log_write(level, event, (const rap_log_pair[]){__VA_ARGS__}, \
	              sizeof((const rap_log_pair[]){__VA_ARGS__}) / sizeof(rap_log_pair))

/* Once at the start of the daemon: under systemd lines begin with <level>. */
void rap_log_init(void);

void rap_log_write(rap_log_level level, const char *event, const rap_log_pair *pairs, size_t n);

#endif
