package io.amparo.sla.migration;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.readmodel.WatchedTickets;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports by which time zone data open tickets count, which shows whether a migration to this JVM's data would move any. */
@RestController
@RequestMapping("/api/v1/sla/tzdata")
@Staff({Role.MANAGER, Role.ADMIN})
class TzdataController {
    /** @param present this JVM's version, by which new tickets count */
    record TzdataResponse(String present, List<TzdataUsage> tickets) {}

    /** @param tzdata empty for tickets that the engine has not assigned yet */
    record TzdataUsage(String tzdata, int open) {}

    private final WatchedTickets tickets;
    private final Tzdata tzdata;

    TzdataController(WatchedTickets tickets, Tzdata tzdata) {
        this.tickets = tickets;
        this.tzdata = tzdata;
    }

    @GetMapping
    @Operation(summary = "Read by which time zone data the open tickets count")
    TzdataResponse getTzdata() {
        return new TzdataResponse(tzdata.version(), tickets.countOpenByTzdata().entrySet().stream()
                .map(each -> new TzdataUsage(each.getKey(), each.getValue())).toList());
    }
}
