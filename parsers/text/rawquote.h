/* SPDX-License-Identifier: Apache-2.0 */
/* nmh and GNU mailutils quote the undecoded MIME source of a mail: every id twice, labels broken by "=" at line ends. */
#ifndef RAP_PARSERS_RAWQUOTE_H
#define RAP_PARSERS_RAWQUOTE_H

#include "parsers/mail/lines.h"

/*
 * Where quoted lines are MIME source (a quoted Content-Transfer-Encoding field tells), *lines is replaced by the
 * text that is meant: quoted-printable decoded, headers and boundaries left out, and of the parts only text/plain.
 * Lines that are not quoted stay where they are. false, and nothing is changed, where no source is quoted.
 */
bool rap_rawquote_decode(rap_lines *lines);

#endif
