package io.amparo.local.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapConstants;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.imap.ImapHostManagerImpl;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.InMemoryStore;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.user.UserManager;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Mailboxes of the mail store for GreenMail's IMAP server, whose own mailboxes hold each message in memory. Every user name with
 * any password opens the mailbox of that name, which has only the folder INBOX.
 */
final class ImapMailboxes extends ImapHostManagerImpl {
    private final MailStore mails;
    /** Other than before a restart, so that a client does not rely on its copy. */
    private final long uidValidity;
    /** Weak references: GreenMail does not close a folder when its connection ends. */
    private final Set<InboxFolder> openFolders = Collections.newSetFromMap(new WeakHashMap<>());

    ImapMailboxes(MailStore mails, long uidValidity) {
        super(new InMemoryStore());
        this.mails = mails;
        this.uidValidity = uidValidity;
        getStore().setQuotaSupported(false);
        mails.onDelivery(this::delivered);
    }

    /** Returns what GreenMail's IMAP server needs to use these mailboxes. */
    Managers managers() {
        var users = new UserManager(this) {
            @Override
            public boolean test(String name, String password) {
                return true;
            }

            @Override
            public GreenMailUser getUser(String name) {
                return new UserImpl(name, name, "", ImapMailboxes.this);
            }
        };
        return new Managers() {
            @Override
            public ImapHostManager getImapHostManager() {
                return ImapMailboxes.this;
            }

            @Override
            public UserManager getUserManager() {
                return users;
            }
        };
    }

    long uidValidity() {
        return uidValidity;
    }

    void opened(InboxFolder folder) {
        synchronized (openFolders) {
            openFolders.add(folder);
        }
    }

    void closed(InboxFolder folder) {
        synchronized (openFolders) {
            openFolders.remove(folder);
        }
    }

    private void delivered(StoredMail mail) {
        synchronized (openFolders) {
            openFolders.forEach(folder -> folder.delivered(mail));
        }
    }

    @Override
    public @Nullable MailFolder getFolder(GreenMailUser user, String name) {
        // A client asks for the folder without a name to learn the separator.
        return name.isEmpty() || name.equalsIgnoreCase(ImapConstants.INBOX_NAME) ? inbox(user) : null;
    }

    @Override
    public Collection<MailFolder> listMailboxes(GreenMailUser user, String pattern) {
        var prefix = pattern.replaceFirst("[*%].*", "").toUpperCase(Locale.ROOT);
        var matches = prefix.length() < pattern.length()
                ? ImapConstants.INBOX_NAME.startsWith(prefix)
                : ImapConstants.INBOX_NAME.equals(prefix);
        return matches ? List.of(inbox(user)) : List.of();
    }

    @Override
    public Collection<MailFolder> listSubscribedMailboxes(GreenMailUser user, String pattern) {
        return listMailboxes(user, pattern);
    }

    private InboxFolder inbox(GreenMailUser user) {
        return new InboxFolder(mails, this, user.getEmail(), String.join(ImapConstants.HIERARCHY_DELIMITER,
                ImapConstants.USER_NAMESPACE, user.getQualifiedMailboxName(), ImapConstants.INBOX_NAME));
    }

    @Override
    public MailFolder createMailbox(GreenMailUser user, String name) throws FolderException {
        throw new FolderException("A mailbox has no other folder than INBOX");
    }

    @Override
    public void renameMailbox(GreenMailUser user, String oldName, String newName) throws FolderException {
        throw new FolderException("A mailbox has no other folder than INBOX");
    }

    @Override
    public void subscribe(GreenMailUser user, String name) {
        // INBOX is always subscribed.
    }

    @Override
    public void unsubscribe(GreenMailUser user, String name) {
        // INBOX is always subscribed.
    }
}
