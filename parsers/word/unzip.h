/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A zip archive in memory, judged by its directory before anything is expanded (R51). Nothing is ever written, and
 * names are only compared: they are no paths here.
 */
#ifndef RAP_PARSERS_UNZIP_H
#define RAP_PARSERS_UNZIP_H

#include "common/buf.h"

typedef struct rap_unzip rap_unzip;

/*
 * Opens an archive; bytes are borrowed until rap_unzip_close. NULL where it is damaged, or refused: encrypted parts,
 * a part twice, names that are paths, parts that lie over each other, too many or too large ones, or what expands
 * more than text can. *ret_why is then a static half sentence for people ("it is protected with a password").
 */
rap_unzip *rap_unzip_open(rap_slice bytes, const char **ret_why);

/* Whether there is a part whose name begins so, without regard to case. */
bool rap_unzip_has(const rap_unzip *zip, const char *beginning);

/*
 * The part of exactly that name (case is no difference), appended to *ret, whose cap must be large enough for it.
 * false where there is none (*ret_why NULL), where it is larger than the cap, or damaged.
 */
bool rap_unzip_get(rap_unzip *zip, const char *name, rap_buf *ret, const char **ret_why);

rap_unzip *rap_unzip_close(rap_unzip *zip); /* takes NULL, gives NULL */

#endif
