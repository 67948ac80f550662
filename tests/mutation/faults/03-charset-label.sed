# parsers/mail/charset.c: the label is believed before valid UTF-8
s/if \(rap_utf8_valid\(in\) && !utf8_is_thin/if (label == CS_UTF8 \&\& rap_utf8_valid(in) \&\& !utf8_is_thin/
