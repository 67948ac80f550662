# parsers/form/proposal.c: to delete some words is to delete the paragraph
s/if \(key\.len == 0 \|\| rap_slice_is/if (key.len < 40 || rap_slice_is/
