package io.amparo.notification.delivery;

/**
 * The ticket or announcement that a message refers to.
 *
 * @param label name for people: the ticket number or the product name
 */
public record About(Type type, String id, String label) {

    /** Kind of resource. */
    public enum Type {
        TICKET, ANNOUNCEMENT
    }

    public static About ticket(String id, String number) {
        return new About(Type.TICKET, id, number);
    }

    public static About announcement(String id, String product) {
        return new About(Type.ANNOUNCEMENT, id, product);
    }
}
