package io.amparo.events;

/**
 * Limits of the fields of requests and events, in UTF-16 characters or in items. A field has the same limit in every service, so
 * that a service never refuses a value that another one has accepted.
 */
public final class FieldLimits {
    // Identifiers. The key of a create request is limited by the platform, which every service uses for it.
    public static final int CUSTOMER_ID = 64;
    public static final int CONTACT_ID = 64;
    public static final int PRODUCT_ID = 64;
    public static final int TICKET_ID = 64;
    public static final int PLAN_ID = 64;
    public static final int CALENDAR_ID = 64;
    public static final int PACKAGE_CODE = 64;
    public static final int EXCLUSION_CODE = 64;
    public static final int ARTICLE_ID = 200;

    // Products
    public static final int VERSION = 50;
    public static final int PRODUCT_LINE = 60;
    public static final int RELEASES = 500;
    public static final int LIFECYCLE_DATES = 4;
    public static final int ANNOUNCEMENTS = 200;
    public static final int MIGRATION_PATH = 4_000;
    public static final int JUSTIFICATION = 2_000;

    // What one customer holds
    public static final int PERIOD_ID = 64;
    public static final int PERIODS = 50;
    public static final int SUSPENSIONS = 50;
    public static final int WAIVERS = 50;
    public static final int PACKAGES = 200;
    public static final int PACKAGE_UNITS = 100_000;
    public static final int INSTALLATIONS = 200;
    public static final int MAINTENANCE = 100;
    public static final int APPROVALS = 200;
    public static final int CONTACT_QUOTA = 500;
    public static final int DEPUTIES = 50;
    public static final int TITLE = 200;
    public static final int NOTE = 2_000;

    /** Customers that one company serves: each request of its contacts carries them. */
    public static final int SERVED_CUSTOMERS = 100;

    // Persons and their data
    /** RFC 5321, 4.5.3.1.3: a path has 256 characters including its brackets. */
    public static final int EMAIL = 254;
    /** RFC 1035, 2.3.4. */
    public static final int DOMAIN = 253;
    public static final int DOMAINS = 50;
    public static final int NAME = 200;

    // Tickets and articles
    public static final int SUBJECT = 200;
    public static final int DESCRIPTION = 20_000;
    public static final int ENVIRONMENT = 2_000;
    public static final int EVIDENCE = 20_000;
    public static final int SELF_HELP_ARTICLES = 20;
    public static final int MESSAGE_BODY = 50_000;
    public static final int INTERACTION_PURPOSE = 500;
    public static final int INTERACTION_NOTES = 10_000;
    public static final int SPLIT_MESSAGES = 100;
    public static final int MESSAGE_ID = 64;
    public static final int BUG = 100;
    public static final int QUESTIONS = 20;
    public static final int QUESTION = 500;
    public static final int FIELDS = 50;
    public static final int FIELD_CODE = 64;
    public static final int FIELD_VALUE = 2_000;
    public static final int EXTERNAL_REFS = 20;
    public static final int EXTERNAL_SYSTEM = 40;
    public static final int EXTERNAL_ID = 200;
    public static final int URL = 1_000;
    public static final int METADATA_ENTRIES = 50;
    public static final int METADATA_VALUE = 500;
    public static final int ARTICLE_BODY = 100_000;

    // Forum
    public static final int FORUM_ID = 64;
    public static final int FORUM_POST = 20_000;
    public static final int FORUM_CATEGORY = 40;
    public static final int FORUM_TAGS = 5;
    public static final int FORUM_TAG = 30;
    public static final int FORUM_REASON = 500;

    // Courses
    public static final int COURSE_ID = 100;
    public static final int COURSE_SUMMARY = 2_000;
    public static final int COURSE_TAGS = 20;
    public static final int LESSONS = 100;
    public static final int LESSON_ID = 64;
    public static final int LESSON_MINUTES = 600;
    public static final int LESSON_FILES = 20;
    public static final int ASSESSMENTS = 20;
    /** Of all pools together: the results of all attempts are in one document. */
    public static final int ATTEMPT_QUESTIONS = 100;
    /** Characters of all texts of a course together: each version is one document. */
    public static final int COURSE_TEXT = 400_000;

    // Reasons
    public static final int REASON = 2_000;
    /** Shorter, because the history of every clock that the change moves repeats the reason. */
    public static final int CLOCK_CHANGE_REASON = 200;

    // Search
    public static final int SEARCH_QUERY = 200;
    public static final int SUGGESTION_TEXT = 2_000;

    private FieldLimits() {}
}
