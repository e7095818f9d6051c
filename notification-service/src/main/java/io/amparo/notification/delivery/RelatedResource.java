package io.amparo.notification.delivery;

/**
 * The ticket, announcement or invitation that a message refers to.
 *
 * @param label name for people: the ticket number, the product name or the name of the company
 */
public record RelatedResource(Type type, String id, String label) {

    /** Kind of resource. */
    public enum Type {
        TICKET, ANNOUNCEMENT, INVITATION
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
}
