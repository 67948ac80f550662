# parsers/form/page.c: what was typed belongs to the item behind it, not to the one before
s/if \(!owner_of\(page, copy, before, &run\)\)/if (!owner_of(page, copy, run.after != RAP_ALIGN_NONE ? run.after : before, \&run))/
