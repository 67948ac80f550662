# parsers/form/proposal_edit.c: a remark under a quoted paragraph becomes part of its text
s/if \(behind\)$/if (behind \&\& depth == 0)/
