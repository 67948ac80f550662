# parsers/form/shortbegin.c: a range loses the item before its end
s/for \(size_t f = last \+ 1; range && f < field; f\+\+\)/for (size_t f = last + 1; range \&\& f + 1 < field; f++)/
