package io.amparo.notification.alert;

/** Links into the portal. */
final class AlertLinks {

    static String ticket(String portal, String number) {
        return portal + "/tickets/" + number;
    }

    private AlertLinks() {}
}
