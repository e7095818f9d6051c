package io.amparo.local.mail;

import com.icegreen.greenmail.foedus.util.MsgRangeFilter;
import com.icegreen.greenmail.imap.commands.IdRange;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.store.StoredMessages;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.SearchTerm;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Read-only view of one mailbox for one IMAP connection. It holds uids only and reads each message from its file when a command
 * fetches it. A mail that expires keeps its number until the folder is opened the next time, and is read as an empty mail.
 */
final class InboxFolder implements MailFolder {
    private final MailStore mails;
    private final ImapMailboxes mailboxes;
    private final String mailbox;
    private final String fullName;
    private final List<FolderListener> listeners = new CopyOnWriteArrayList<>();
    /** In ascending order; replaced, never changed. */
    private volatile long[] uids;

    InboxFolder(MailStore mails, ImapMailboxes mailboxes, String mailbox, String fullName) {
        this.mails = mails;
        this.mailboxes = mailboxes;
        this.mailbox = mailbox;
        this.fullName = fullName;
        this.uids = mails.uids(mailbox);
    }

    /** Adds a delivered mail if it belongs to this mailbox. */
    void delivered(StoredMail mail) {
        if (!mail.mailbox().equalsIgnoreCase(mailbox)) return;
        merge(new long[]{mail.uid()});
        listeners.forEach(listener -> listener.added(uids.length));
    }

    private synchronized void merge(long[] more) {
        uids = LongStream.concat(Arrays.stream(uids), Arrays.stream(more)).sorted().distinct().toArray();
    }

    @Override
    public void addListener(FolderListener listener) {
        listeners.add(listener);
        mailboxes.opened(this);
        // A mail may have been delivered after the constructor and before the registration.
        merge(mails.uids(mailbox));
    }

    @Override
    public void removeListener(FolderListener listener) {
        listeners.remove(listener);
        mailboxes.closed(this);
    }

    @Override
    public long[] getMessageUids() {
        return uids;
    }

    @Override
    public int getMsn(long uid) throws FolderException {
        int index = Arrays.binarySearch(uids, uid);
        if (index < 0) throw new FolderException("There is no mail with uid " + uid);
        return index + 1;
    }

    @Override
    public StoredMessage getMessage(long uid) {
        return mails.find(uid).map(this::read).orElseGet(() -> expired(uid));
    }

    private StoredMessage read(StoredMail mail) {
        try {
            return StoredMessages.of(MailText.message(mails.file(mail)), Date.from(mail.id().at()), mail.uid());
        } catch (IOException expiredMeanwhile) {
            return expired(mail.uid());
        }
    }

    private static StoredMessage expired(long uid) {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()));
            message.setSubject("(expired)");
            message.setText("");
            message.saveChanges();
            return StoredMessages.of(message, new Date(0), uid);
        } catch (MessagingException e) {
            throw new IllegalStateException("Cannot create an empty mail", e);
        }
    }

    @Override
    public long[] search(SearchTerm term) {
        return Arrays.stream(uids).filter(uid -> {
            var message = getMessage(uid);
            message.updateMessageNumber(1 + Arrays.binarySearch(uids, uid));
            return term.match(message.getMimeMessage());
        }).toArray();
    }

    @Override
    public List<StoredMessage> getMessages(MsgRangeFilter range) {
        return List.of();
    }

    @Override
    public List<StoredMessage> getMessages() {
        return List.of();
    }

    @Override
    public List<StoredMessage> getNonDeletedMessages() {
        return List.of();
    }

    @Override
    public String getName() {
        return "INBOX";
    }

    @Override
    public String getFullName() {
        return fullName;
    }

    @Override
    public int getMessageCount() {
        return uids.length;
    }

    @Override
    public long getUidValidity() {
        return mailboxes.uidValidity();
    }

    @Override
    public long getUIDNext() {
        return mails.nextUid();
    }

    @Override
    public boolean isSelectable() {
        return true;
    }

    @Override
    public Flags getAvailableFlags() {
        return new Flags();
    }

    @Override
    public Flags getPermanentFlags() {
        return new Flags();
    }

    @Override
    public int getRecentCount(boolean reset) {
        return 0;
    }

    @Override
    public int getFirstUnseen() {
        return uids.length == 0 ? -1 : 1;
    }

    @Override
    public int getUnseenCount() {
        return uids.length;
    }

    @Override
    public void setFlags(Flags flags, boolean value, long uid, @Nullable FolderListener silentListener, boolean addUid) {
        // Flags are not stored.
    }

    @Override
    public void replaceFlags(Flags flags, long uid, @Nullable FolderListener silentListener, boolean addUid) {
        // Flags are not stored.
    }

    @Override
    public void expunge() {
        // A client cannot mark a mail as deleted.
    }

    @Override
    public void expunge(IdRange @Nullable [] ranges) {
        // A client cannot mark a mail as deleted.
    }

    @Override
    public void deleteAllMessages() {
        throw readOnly();
    }

    @Override
    public void signalDeletion() {
        throw readOnly();
    }

    @Override
    public void store(MovingMessage mail) {
        throw readOnly();
    }

    @Override
    public void store(MimeMessage mail) {
        throw readOnly();
    }

    @Override
    public long appendMessage(MimeMessage message, Flags flags, Date internalDate) {
        throw readOnly();
    }

    @Override
    public long copyMessage(long uid, MailFolder toFolder) throws FolderException {
        throw new FolderException("The mailboxes are read-only");
    }

    @Override
    public long moveMessage(long uid, MailFolder toFolder) throws FolderException {
        throw new FolderException("The mailboxes are read-only");
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("The mailboxes are read-only");
    }
}
