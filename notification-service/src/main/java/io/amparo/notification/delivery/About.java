package io.amparo.notification.delivery;

/**
 * What a message is about.
 *
 * @param label what people call it: a ticket's number, a product
 */
public record About(Type type, String id, String label) {

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
