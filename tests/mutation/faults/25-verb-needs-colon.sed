# parsers/form/proposal.c: "replace shall with should" is a new text
s/if \(\(\*at == ':' \|\| \(\*at == '\(' && strchr\(at, ':'\)\)\) && behind_colon/if (behind_colon/
s/if \(c == ':' \|\| c == 0xFF1A \|\| c == '\\n'\) \{/if (c == ':' || c == 0xFF1A || c == ' ') {/
