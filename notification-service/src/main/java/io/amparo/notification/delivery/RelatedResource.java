package io.amparo.notification.delivery;

/**
 * The ticket or announcement that a message refers to.
 *
 * @param label name for people: the ticket number or the product name
 */
public record RelatedResource(Type type, String id, String label) {

    /** Kind of resource. */
    public enum Type {
        TICKET, ANNOUNCEMENT
    }

    public static RelatedResource ticket(String id, String number) {
        return new RelatedResource(Type.TICKET, id, number);
    }

    public static RelatedResource announcement(String id, String product) {
        return new RelatedResource(Type.ANNOUNCEMENT, id, product);
    }
}
