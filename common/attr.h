/* SPDX-License-Identifier: Apache-2.0 */
/* Compiler attributes, under names of our own. */
#ifndef RAP_COMMON_ATTR_H
#define RAP_COMMON_ATTR_H

#define RAP_PRINTF(format_at, args_at) __attribute__((format(printf, format_at, args_at)))
#define RAP_MUST_CHECK __attribute__((warn_unused_result))
#define RAP_CLEANUP(function) __attribute__((cleanup(function)))
#define RAP_NORETURN _Noreturn

#endif
