package io.amparo.notification.rule;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules of notifications: each kind of event has its audience, its channels and its templates. A new event is a new line here
 * and a consumer that fills its templates.
 */
public enum NoticeKind {
    /** A ticket was opened or received: its contact, at once by mail (R1.3); the inbox has what others do. */
    TICKET_OPENED(Inbox.CHOICE_OFF, MailRule.ALWAYS, "receipt", "received", "sla-definition"),
    /** A ticket was refused or declined: its contact. */
    TICKET_REFUSED(Inbox.ALWAYS, MailRule.ALWAYS, "refused", "declined"),
    /** The vendor has replied, asks again, has decided an appeal or delivered a fix: the contact. */
    TICKET_REPLY(Inbox.ALWAYS, MailRule.ALWAYS, "reply", "reminder", "appeal", "fix-delivered"),
    /** A customer has escalated a ticket or appealed: the managers. */
    TICKET_ESCALATED(Inbox.ALWAYS, MailRule.ALWAYS, "escalation", "appealed"),
    /** An SLA is at risk or was breached, or a breach was withdrawn: the staff of the rung. */
    SLA(Inbox.ALWAYS, MailRule.ALWAYS_QUIET, "sla-warning", "sla-breach", "sla-withdrawn", "sla-alerts"),
    /** A product reaches its end of life: every contact of a customer who has it (R10.5). */
    END_OF_LIFE(Inbox.ALWAYS, MailRule.ALWAYS, "eol-announced", "eol-rescheduled", "eol-reminder", "eol-reached"),
    /** No contact of a customer got the notice of an end of life: the managers. */
    END_OF_LIFE_UNREACHED(Inbox.ALWAYS, MailRule.ALWAYS, "eol-unreached"),
    /** A person is invited to become a contact: the person, who has no inbox yet. */
    INVITATION(Inbox.NEVER, MailRule.ALWAYS, "invitation"),
    /** An article is to be reviewed (R2): its owner. */
    ARTICLE_REVIEW(Inbox.CHOICE, MailRule.ON, "article-review"),
    /** A reader has rated an article and given a reason: its owner. */
    ARTICLE_RATED(Inbox.CHOICE, MailRule.OFF, "article-rated"),
    /** A certificate of a course expires soon, or has expired (R4.2): its holder. */
    CERTIFICATE(Inbox.CHOICE, MailRule.ON, "certificate-expiring", "certificate-expired"),
    /** An endpoint of webhooks was disabled, because its receiver refuses or fails: who created it, or the contacts. */
    WEBHOOK_DISABLED(Inbox.ALWAYS, MailRule.ALWAYS, "webhook-disabled"),
    /** A post of the forum mentions somebody: that person. */
    FORUM_MENTION(Inbox.CHOICE, MailRule.DIGEST_ONLY, "forum-mention"),
    /** A topic of the forum has a new post: who watches it. */
    FORUM_POST(Inbox.CHOICE, MailRule.DIGEST_ONLY, "forum-post"),
    /** A topic of the forum is solved: who watches it, and who wrote the answer (R3.3). */
    FORUM_SOLVED(Inbox.CHOICE, MailRule.DIGEST_ONLY, "forum-solved"),
    /** The vendor's staff has hidden a post: its author. */
    FORUM_HIDDEN(Inbox.CHOICE, MailRule.DIGEST_ONLY, "forum-hidden");

    /** Whether a notice stands in the inbox. */
    private enum Inbox {
        ALWAYS, CHOICE, CHOICE_OFF, NEVER
    }

    /** Which mails a person can choose; the first one is the default. */
    private enum MailRule {
        /** Part of the contract or an answer to the person: no choice, no delay. */
        ALWAYS(false, MailChoice.AT_ONCE),
        /** No choice, but quiet hours delay it. */
        ALWAYS_QUIET(true, MailChoice.AT_ONCE), ON(true, MailChoice.AT_ONCE, MailChoice.DIGEST, MailChoice.NONE),
        OFF(true, MailChoice.NONE, MailChoice.DIGEST, MailChoice.AT_ONCE),
        /** A mail at once would show who is behind a pseudonym: it is sent, and recorded, in the second of the post. */
        DIGEST_ONLY(true, MailChoice.NONE, MailChoice.DIGEST);

        private final boolean quiet;
        private final List<MailChoice> choices;

        MailRule(boolean quiet, MailChoice... choices) {
            this.quiet = quiet;
            this.choices = List.of(choices);
        }
    }

    /** Template of the daily summary, which has notices of several kinds. */
    public static final String DIGEST_TEMPLATE = "digest";

    private static final Map<String, NoticeKind> BY_TEMPLATE = Arrays.stream(values())
            .flatMap(kind -> kind.templates.stream().map(template -> Map.entry(template, kind)))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Inbox inbox;
    private final MailRule mail;
    private final List<String> templates;

    NoticeKind(Inbox inbox, MailRule mail, String... templates) {
        this.inbox = inbox;
        this.mail = mail;
        this.templates = List.of(templates);
    }

    /** Returns the kind to which a template belongs; empty for one that belongs to no rule. */
    public static Optional<NoticeKind> find(String template) {
        return Optional.ofNullable(BY_TEMPLATE.get(template));
    }

    /** Returns the kind to which a template belongs. */
    public static NoticeKind of(String template) {
        return Objects.requireNonNull(BY_TEMPLATE.get(template), template);
    }

    public List<String> templates() {
        return templates;
    }

    /** Whether a notice stands in the inbox unless the person has chosen otherwise. */
    public boolean isInInbox() {
        return inbox == Inbox.ALWAYS || inbox == Inbox.CHOICE;
    }

    public boolean isInboxChosen() {
        return inbox == Inbox.CHOICE || inbox == Inbox.CHOICE_OFF;
    }

    /**
     * Returns what a person can choose, the default first.
     *
     * @param hasAddress whether the address of the person is known; without it no mail can be sent
     */
    public List<MailChoice> mailChoices(boolean hasAddress) {
        return hasAddress || !mail.choices.contains(MailChoice.NONE) ? mail.choices : List.of(MailChoice.NONE);
    }

    public MailChoice defaultMail() {
        return mail.choices.getFirst();
    }

    /** Whether quiet hours delay a mail of this kind. */
    public boolean isQuiet() {
        return mail.quiet;
    }

    /** Whether notices of this kind are about the forum, where people have pseudonyms. */
    public boolean isForum() {
        return mail == MailRule.DIGEST_ONLY;
    }

    /** Returns the kinds that a person may see in preferences, in the order of the rules. */
    public static List<NoticeKind> chosen() {
        return Stream.of(values()).filter(kind -> kind != INVITATION).toList();
    }

    /** Returns the kinds about the forum. */
    public static List<String> forumKinds() {
        return Stream.of(values()).filter(NoticeKind::isForum).map(NoticeKind::name).toList();
    }
}
