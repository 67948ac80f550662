;; VM: the mbox as a folder, reply with the text included.
(require 'message)
(defvar message-posting-charset nil)
(require 'vm)
(require 'vm-reply)
(setq vm-init-file nil vm-preferences-file nil vm-primary-inbox (expand-file-name "mbox" case-work)
      vm-startup-with-summary nil vm-confirm-mail-send nil vm-mail-check-recipient nil vm-mutable-frame-configuration nil
      vm-mutable-window-configuration nil vm-reply-subject-prefix "Re: " vm-mail-header-from (format "%s <%s>" user-full-name user-mail-address))
(case-try (lambda ()
  (vm-visit-folder (expand-file-name "mbox" case-work))
  (if (string= case-reply "") (vm-reply-include-text 1) (funcall (intern case-reply) 1))
  (case-type)
  (vm-mail-send)))
