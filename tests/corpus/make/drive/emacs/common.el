;; What all mail programs in Emacs need here: the sender, and the person who types.
(setq mail-host-address (cadr (split-string user-mail-address "@"))
      message-send-mail-function #'message-send-mail-with-sendmail
      send-mail-function #'sendmail-send-it
      mail-interactive nil message-interactive nil mail-specify-envelope-from nil
      message-kill-buffer-on-exit t message-confirm-send nil message-auto-save-directory nil
      make-backup-files nil auto-save-default nil
      inhibit-startup-screen t use-short-answers t
      gnus-init-file nil
      native-comp-deferred-compilation nil native-comp-async-report-warnings-errors nil warning-minimum-level :emergency)
(unless (eq case-charset 'utf-8)
  (setq mm-coding-system-priorities (list case-charset 'utf-8)))
(fset 'yes-or-no-p (lambda (&rest _) t))
(fset 'y-or-n-p (lambda (&rest _) t))

(defun case-type (&optional separator)
  "The person types into the body of the draft in this buffer."
  (let ((file (expand-file-name "body" case-work)) (start))
    (goto-char (point-min))
    (re-search-forward (concat "^" (regexp-quote (or separator mail-header-separator)) "\n"))
    (setq start (point))
    (let ((coding-system-for-write 'utf-8-unix))
      (write-region (concat "Draft: in Emacs\n\n" (buffer-substring-no-properties start (point-max))) nil file nil 'silent))
    (let ((process-environment (cons "DRAFT_CHARSET=utf-8" process-environment)))
      (call-process case-editor nil nil nil file))
    (delete-region start (point-max))
    (let ((coding-system-for-read 'utf-8-unix))
      (insert (with-temp-buffer (insert-file-contents file) (goto-char (point-min)) (forward-line 2)
                                (buffer-substring (point) (point-max)))))))

(defun case-when (ready do)
  "Runs DO as soon as READY gives something."
  (let ((timer))
    (setq timer (run-with-timer 0.2 0.2 (lambda ()
      (let ((found (ignore-errors (funcall ready))))
        (when found
          (cancel-timer timer)
          (case-try (lambda () (funcall do found))))))))))

(defun case-try (do)
  "Errors are kept in a file: nobody looks at this terminal."
  (let ((debugger (lambda (&rest args)
          (write-region (format "%S\n%s" args (if (getenv "CASE_DEBUG") (with-output-to-string (backtrace)) ""))
                        nil (expand-file-name "errors" case-work) t 'silent)
          (top-level)))
        (debug-on-error t))
    (funcall do)))
