package io.amparo.notification.delivery;

import org.springframework.beans.factory.BeanFactory;

/** Deliveries in the store of a service under test. */
public final class StoredDeliveries {
    private StoredDeliveries() {}

    /** Stores a delivery that has failed and returns its id. */
    public static String failed(BeanFactory beans, String cause) {
        var delivery = TestMail.delivery(cause, TestMail.bruno());
        var failed = delivery.refused("SMTP 550", TestMail.NOW);
        beans.getBean(Deliveries.class).insert(delivery.id(), "requested", failed.state().unchanged());
        return delivery.id();
    }
}
