package io.amparo.ticket.ticket;

import io.amparo.platform.security.Staff;
import io.amparo.ticket.ticket.TicketResponse.Person;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the people who can own a ticket. */
@RestController
@RequestMapping("/api/v1/agents")
@Staff
class AgentController {

    record AgentsResponse(List<Person> items) {}

    private final Agents agents;

    AgentController(Agents agents) {
        this.agents = agents;
    }

    @GetMapping
    @Operation(summary = "List the people of the vendor who have used tickets")
    AgentsResponse listAgents() {
        return new AgentsResponse(agents.list().stream().map(agent -> new Person(agent.id(), agent.name())).toList());
    }
}
