package io.amparo.notification.delivery;

/**
 * What a message refers to.
 *
 * @param id of a post {@code <topic>/posts/<post>}, of an article its slug, of a digest the person id of its recipient
 * @param label name for people: the ticket number, the product name, the name of the company, the title of the topic or course,
 *     the host of an endpoint
 */
public record RelatedResource(Type type, String id, String label) {

    /** Kind of resource. */
    public enum Type {
        TICKET, ANNOUNCEMENT, INVITATION, ARTICLE, POST, COURSE, WEBHOOK, DIGEST
    }

    public static RelatedResource ticket(String id, String number) {
        return new RelatedResource(Type.TICKET, id, number);
    }

    public static RelatedResource announcement(String id, String product) {
        return new RelatedResource(Type.ANNOUNCEMENT, id, product);
    }

    public static RelatedResource invitation(String id, String company) {
        return new RelatedResource(Type.INVITATION, id, company);
    }

    public static RelatedResource article(String slug, String title) {
        return new RelatedResource(Type.ARTICLE, slug, title);
    }

    public static RelatedResource post(String topicId, String postId, String title) {
        return new RelatedResource(Type.POST, topicId + "/posts/" + postId, title);
    }

    public static RelatedResource course(String id, String title) {
        return new RelatedResource(Type.COURSE, id, title);
    }

    public static RelatedResource webhook(String id, String url) {
        return new RelatedResource(Type.WEBHOOK, id, url);
    }

    public static RelatedResource digest(String person) {
        return new RelatedResource(Type.DIGEST, person, "");
    }

    /** Returns the path of the resource in the API. */
    public String path() {
        return "/api/v1/" + switch (type) {
            case TICKET -> "tickets/" + label;
            case ANNOUNCEMENT -> "eol/announcements/" + id;
            case ARTICLE -> "articles/" + id;
            case POST -> "forum/topics/" + id;
            case WEBHOOK -> "webhooks/" + id;
            case COURSE -> "courses/" + id;
            case INVITATION, DIGEST -> "notifications";
        };
    }
}
