/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Absolute paths fixed when the program is linked (R73): one set for the build tree, one for the installed
 * program. No environment variable changes them.
 */
#ifndef RAP_DAEMON_PATHS_H
#define RAP_DAEMON_PATHS_H

extern const char rap_path_self[]; /* this program, started again as fetch and send */
extern const char rap_path_reader[]; /* rapporteur-reader */
extern const char rap_path_templates[]; /* templates/ */
extern const char rap_version[];

#endif
