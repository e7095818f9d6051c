package io.amparo.events;

import java.util.Locale;

/**
 * What the texts of event fields contain. The values of an enum are those that are known today, as the wire has them
 * ({@code toString}); a later version may add values. Its Javadoc is its description in the contract.
 */
public final class Vocabulary {

    /**
     * Status of a ticket. OPEN, IN_PROGRESS, WAITING_CUSTOMER and WAITING_VENDOR are active; REFUSED, CLOSED and DECLINED final.
     */
    public enum TicketStatus {
        RECEIVED, REFUSED, OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED, CLOSED, DECLINED
    }

    /** A side of a ticket: the customer, or the vendor. */
    public enum TicketSide {
        CUSTOMER, VENDOR
    }

    /** Kind of a ticket. Only incidents and questions have SLA clocks. */
    public enum TicketKind {
        INCIDENT, QUESTION, SERVICE_REQUEST, CONSULTANCY
    }

    /**
     * How another ticket belongs to a ticket; the two tickets have inverse types. SPLIT_FROM and SPLIT_TO, DUPLICATE_OF and
     * DUPLICATED_BY, FOLLOW_UP_OF and FOLLOWED_UP_BY are inverse; RELATED is its own inverse.
     */
    public enum TicketLinkType {
        SPLIT_FROM, SPLIT_TO, RELATED, DUPLICATE_OF, DUPLICATED_BY, FOLLOW_UP_OF, FOLLOWED_UP_BY
    }

    /** What the value of a field is that a vendor defines. A DATE is as 2026-11-30, a CHOICE one of several codes. */
    public enum FieldType {
        TEXT, NUMBER, DATE, CHOICE
    }

    /** Priority of a ticket, from impact and urgency. P1 is the highest. */
    public enum Priority {
        P1, P2, P3, P4
    }

    /** Level of the impact or the urgency of a ticket. */
    public enum SeverityLevel {
        HIGH, MEDIUM, LOW
    }

    /**
     * What happens to a ticket if a duty is not met. WARN: the customer gets a warning. PAUSE: the clocks pause. REFUSE: the
     * ticket is refused. NONE: it is only recorded.
     */
    public enum DutyEffect {
        WARN, PAUSE, REFUSE, NONE
    }

    /** State of a duty of a customer or of the vendor. UNKNOWN: there is neither evidence nor an assessment; it has no effect. */
    public enum DutyState {
        MET, NOT_MET, UNKNOWN
    }

    /**
     * What an SLA target measures. FIRST_RESPONSE: from the opening to the vendor's first public message. NEXT_RESPONSE: from a
     * customer's message to the vendor's next public message. PERIODIC_UPDATE: between two public messages of the vendor.
     * RESOLUTION: from the opening to the resolution. FIX_DELIVERED: from the qualification of a bug to its fix.
     */
    public enum Metric {
        FIRST_RESPONSE, RESOLUTION, NEXT_RESPONSE, PERIODIC_UPDATE, FIX_DELIVERED
    }

    /**
     * State of an SLA clock. AT_RISK: a warning was reached. BREACHED: the budget is used up and the target not met. MET: met in
     * time. MISSED: met after the breach.
     */
    public enum ClockState {
        RUNNING, AT_RISK, BREACHED, PAUSED, MET, MISSED, CANCELLED
    }

    /**
     * Type of a fact on which SLA clocks depend. CONTRACT: plan that the contract names. PLAN: version of the plan. COVER:
     * Advisor packages that replace its calendar. SUPPORT: end of support of the product. CALENDAR: version of a calendar.
     * TZDATA: version of the time zone data. AGREED: terms that apply in place of the contract. BUG: qualified bug. FIXED:
     * release with its fix. SKIPPED: a migration that came too late. The others are facts of the ticket.
     */
    public enum Term {
        OPENED, PRIORITY, PLAN, STATUS, REPLIED, KIND, ASKED, PRODUCT, CONTRACT, COVER, SUPPORT, CALENDAR, BUG, FIXED, SKIPPED,
        TZDATA, AGREED, SPLIT
    }

    /**
     * Why an SLA clock was cancelled. DECLINED, REFUSED: status of the ticket. END_OF_LIFE: the product has no support any more.
     * NOT_PROMISED: the plan has no such target for the ticket. SPLIT: the question moved to another ticket. NOT_STARTED: a fact
     * that arrived late shows that the clock never started.
     */
    public enum CancellationCode {
        DECLINED, REFUSED, END_OF_LIFE, NOT_PROMISED, BUG_DISQUALIFIED, SPLIT, NOT_STARTED
    }

    /**
     * Why a breach alert was resolved. MET: the target was met, late. CANCELLED: the clock was cancelled. WITHDRAWN: the clock
     * was rescheduled and has not reached the rung any more.
     */
    public enum AlertResolution {
        MET, CANCELLED, WITHDRAWN
    }

    /** Who is informed about a rung: the owner of the ticket, all agents, or the staff with a role. */
    public enum EscalationTarget {
        OWNER, AGENT, MANAGER, PRODUCT_MANAGER, ADMIN;

        @Override
        public String toString() {
            return withHyphens(this);
        }
    }

    /** What happens to the clocks of a reopened ticket. RESUME: they continue where they stopped. NEW_CYCLE: they start again. */
    public enum Reopening {
        RESUME, NEW_CYCLE
    }

    /** Product edition of a contract. */
    public enum Edition {
        PRO, PREMIUM
    }

    /**
     * What entitles to a ticket, in the order of precedence: a waiver of an exclusion, the edition of the contract, an Advisor
     * package, a paid single incident, or contracted hours.
     */
    public enum EntitlementSource {
        WAIVER, EDITION, PACKAGE, VOUCHER, HOURS
    }

    /** Result of an entitlement decision. */
    public enum DecisionOutcome {
        GRANTED, DENIED
    }

    /** Reason or warning of an entitlement decision. */
    public enum ReasonCode {
        COVERED_BY_EDITION, COVERED_BY_PACKAGE, COVERED_BY_HOURS, COVERED_BY_VOUCHER, COVERED_BY_WAIVER, EDITION_NOT_ENTITLED,
        NOT_A_NAMED_CONTACT, CONTRACT_NOT_YET_VALID, CONTRACT_EXPIRED, CONTRACT_SUSPENDED, SERVICE_REQUEST_NEEDS_PACKAGE,
        CONSULTANCY_NEEDS_HOURS, INCIDENT_NEEDS_VOUCHER, EXCLUDED, PRODUCT_UNKNOWN, VERSION_UNKNOWN, VERSION_UNSUPPORTED,
        NEWER_MAJOR_AVAILABLE, REMAINING_MAINTENANCE, END_OF_LIFE, DUTY_NOT_MET;

        @Override
        public String toString() {
            return withHyphens(this);
        }
    }

    /**
     * What a lot contains: one paid single incident, the incidents that the edition includes in a period of the contract, units
     * of a package, or minutes of consultancy.
     */
    public enum LotKind {
        VOUCHER, INCLUDED, UNITS, HOURS
    }

    /**
     * Why a ticket gives back what it had reserved or consumed. TICKET_NOT_STORED: no ticket appeared in time. TICKET_REFUSED: it
     * was refused. TICKET_DECLINED: it was declined because of an exclusion. VENDOR_BUG: its cause was a bug of the vendor.
     * KIND_CHANGED: it is no incident any more. CORRECTION: a person corrected the ledger.
     */
    public enum RefundCode {
        TICKET_NOT_STORED, TICKET_REFUSED, TICKET_DECLINED, VENDOR_BUG, KIND_CHANGED, CORRECTION
    }

    /**
     * What is ordered. VOUCHER: single incidents. PACKAGE: an Advisor package. HOURS: hours of consultancy. MIGRATION_HELP: help
     * with the migration from a product at its end of life. CONTRACT_CHANGE: a renewal, or another edition.
     */
    public enum OrderKind {
        VOUCHER, PACKAGE, HOURS, MIGRATION_HELP, CONTRACT_CHANGE
    }

    /**
     * State of an order. FULFILLED: what needs no delivery by people was booked. ACCEPTED: the customer has accepted the
     * delivery. FULFILLED, ACCEPTED, REJECTED and CANCELLED are final.
     */
    public enum OrderState {
        REQUESTED, APPROVED, SCHEDULED, DELIVERED, ACCEPTED, FULFILLED, REJECTED, CANCELLED
    }

    /** Way by which a person of the vendor attends to a ticket (R1.5). */
    public enum InteractionChannel {
        REMOTE, TELEPHONE, TICKET
    }

    /** Way into the customer's network during a remote session (R1.5). */
    public enum RemoteAccess {
        VPN_CLIENT, VPN_SITE_TO_SITE, NAT
    }

    /**
     * What qualifies a bug (R5.3). REPRODUCIBLE: the vendor can repeat it. SUPPORTED_VERSION: the installed version is supported.
     * BUSINESS_CRITICAL: it stops what the customer needs. EVIDENCE: there are logs or the like.
     */
    public enum BugCriterion {
        REPRODUCIBLE, SUPPORTED_VERSION, BUSINESS_CRITICAL, EVIDENCE
    }

    /** Exclusion from the service, as the support policy numbers them. */
    public enum Exclusion {
        X01, X02, X03, X04, X05, X06, X07, X08, X09, X10, X11, X12, X13, X14
    }

    /** Kind of an article of the knowledge base. */
    public enum ArticleKind {
        INFORMATION, PROCEDURE, CHANGE_LOG, RESOLUTION
    }

    /** Who may read an article: every person who is signed in, the named contacts of customers, or only the vendor's staff. */
    public enum ArticleAudience {
        EVERYONE, CONTACTS, STAFF
    }

    /** What begins on a day in the life of a product: no sale, only corrections, only security corrections, no support at all. */
    public enum LifecyclePhase {
        END_OF_SALE, END_OF_ACTIVE_SUPPORT, END_OF_SECURITY_SUPPORT, END_OF_LIFE
    }

    /**
     * How certain a day in the life of a product is. ANNOUNCED: published, and may move. ESTIMATED: a plan. FIXED: it does not
     * move. RELATIVE: a period after the general availability of a release.
     */
    public enum LifecycleBasis {
        ANNOUNCED, ESTIMATED, FIXED, RELATIVE
    }

    /** Way by which a message reaches its recipient. */
    public enum Channel {
        MAIL;

        @Override
        public String toString() {
            return withHyphens(this);
        }
    }

    /** Why a person is notified of a change in the forum. */
    public enum ForumNotice {
        /** A post mentions the person. */
        MENTION,
        /** A topic that the person watches has a new post. */
        POST,
        /** A topic that the person watches, or in which the person wrote the answer, is solved. */
        SOLVED,
        /** The vendor's staff has hidden a post of the person. */
        HIDDEN
    }

    /** Text that a delivery sends. */
    public enum Template {
        RECEIVED, RECEIPT, REFUSED, REPLY, SLA_DEFINITION, SLA_WARNING, SLA_BREACH, SLA_WITHDRAWN, EOL_ANNOUNCED, EOL_RESCHEDULED,
        EOL_REMINDER, EOL_REACHED, EOL_UNREACHED, INVITATION, REMINDER, DECLINED, APPEAL, FIX_DELIVERED, ESCALATION, APPEALED,
        ARTICLE_REVIEW, ARTICLE_RATED, CERTIFICATE_EXPIRING, CERTIFICATE_EXPIRED, FORUM_MENTION, FORUM_POST, FORUM_SOLVED,
        FORUM_HIDDEN, WEBHOOK_DISABLED, DIGEST, SLA_ALERTS;

        @Override
        public String toString() {
            return withHyphens(this);
        }
    }

    /** E-mail address. */
    public interface Email {}

    private static String withHyphens(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Vocabulary() {}
}
