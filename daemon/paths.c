// SPDX-License-Identifier: Apache-2.0
/* The paths of paths.h; compiled twice, for the build tree and for installation. */
#include "paths.h"

const char rap_path_self[] = RAP_PATH_SELF;
const char rap_path_reader[] = RAP_PATH_READER;
const char rap_path_templates[] = RAP_PATH_TEMPLATES;
const char rap_version[] = RAP_VERSION;
