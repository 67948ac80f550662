/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The second of the three kinds of wrong: the world. An error code is returned, never printed where it
 * arises; the top files of the daemon log it once and try again. (Our own bugs are assert(); what is
 * wrong with a mail or a configuration is data: a finding or a diagnostic.)
 */
#ifndef RAP_COMMON_ERR_H
#define RAP_COMMON_ERR_H

#define RAP_ERR_TABLE(X)                                                                   \
	X(RAP_OK, 0, "no error")                                                           \
	X(RAP_E_IO, 74, "input or output failed")                                          \
	X(RAP_E_FULL, 75, "no space is left on the disk")                                  \
	X(RAP_E_BUSY, 75, "another process holds it")                                      \
	X(RAP_E_AGAIN, 75, "not possible now, it will be tried again")                     \
	X(RAP_E_TIMEOUT, 75, "it took too long")                                           \
	X(RAP_E_DIED, 75, "a child process ended unexpectedly")                            \
	X(RAP_E_PROTOCOL, 76, "the other side does not keep to the protocol")              \
	X(RAP_E_NOT_FOUND, 66, "it does not exist")                                        \
	X(RAP_E_FORMAT, 65, "the data are malformed")                                      \
	X(RAP_E_LIMIT, 65, "a limit is exceeded")                                          \
	X(RAP_E_DAMAGED, 65,                                                               \
	  "the database is damaged; rapporteur backup --restore puts a copy in its place") \
	X(RAP_E_FOREIGN, 65, "the file belongs to another program or a newer version")     \
	X(RAP_E_CONFIG, 78, "the configuration has mistakes")                              \
	X(RAP_E_USAGE, 64, "the command line is not understood")

typedef enum rap_err {
#define X(name, status, text) name,
	RAP_ERR_TABLE(X)
#undef X
} rap_err;

/* A short text in lower case, without a full stop; static. */
const char *rap_err_text(rap_err err);

/* The exit status after sysexits.h. */
int rap_err_status(rap_err err);

/* What an errno value means to us: ENOSPC and EDQUOT are RAP_E_FULL, ENOENT is RAP_E_NOT_FOUND ... */
rap_err rap_err_from_errno(int number);

#endif
