;; notmuch: the message shown by its search, reply to the sender.
(require 'notmuch)
(setq notmuch-fcc-dirs nil notmuch-always-prompt-for-sender nil)
(case-try (lambda ()
  (notmuch-show (string-trim (shell-command-to-string "notmuch search --output=threads '*'")))
  (if (string= case-reply "") (notmuch-show-reply-sender) (funcall (intern case-reply)))
  (case-type)
  (message-send)))
