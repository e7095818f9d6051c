package io.amparo.entitlement.holding;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.TestClockConfig;
import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Held;
import io.amparo.testkit.ServiceTest;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class RemovedItemsIT {
    /** More changes than a customer remembers the causes of. */
    private static final int CHANGES = 100;

    @Autowired
    HeldItems<Approval> approvals;
    @Autowired
    Customers customers;
    @Autowired
    Clock clock;

    private void add(String id) {
        approvals.add("acme", id, "iara", new Approval(id, "heitor", clock.instant(), null, null));
    }

    private void remove(String id) {
        approvals.remove("acme", id, "iara", customers.find("acme").orElseThrow().version());
    }

    private List<String> ids() {
        return approvals.of(customers.find("acme").orElseThrow().state()).stream().map(Held::id).toList();
    }

    @Test
    void a_late_retry_does_not_add_an_item_that_was_removed_since() {
        add("removed");
        remove("removed");
        for (int n = 0; n < CHANGES; n++) {
            add("other-" + n);
            remove("other-" + n);
        }

        add("removed");

        assertThat(ids()).doesNotContain("removed");
        add("added");
        assertThat(ids()).contains("added");
    }
}
