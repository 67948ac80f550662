# parsers/value/value.c: an answer with lost characters is certain
s/if \(ret->status == RAP_ANSWER_OK && memmem\(raw\.at/if (raw.len > 200 \&\& memmem(raw.at/
