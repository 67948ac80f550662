/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the command that prints a password or token, without a shell; a part of secret.c. */
#ifndef RAP_DAEMON_MAIL_SECRET_COMMAND_H
#define RAP_DAEMON_MAIL_SECRET_COMMAND_H

#include "common/buf.h"
#include "common/err.h"
#include "common/strv.h"

/*
 * Words as a shell would quote them: '...', "..." and \x are understood, nothing is expanded. RAP_E_FORMAT: a
 * quote is not closed, or there is no word.
 */
rap_err rap_secret_words(const char *command, rap_strv *ret) RAP_MUST_CHECK;

/*
 * The first room bytes that the command prints, in *ret_len; more is read and thrown away. It runs in a process group
 * of its own, which is killed when the seconds are over; its errors go nowhere, they might hold secrets. *why
 * is left alone on success, and names the program only, never its arguments.
 */
rap_err rap_secret_run(const char *command, int seconds, char *at, size_t room, size_t *ret_len,
                       rap_buf *why) RAP_MUST_CHECK;

#endif
