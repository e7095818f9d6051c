package io.amparo.local.demo;

import static io.amparo.clients.People.ANA;
import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.CARLA;
import static io.amparo.clients.People.DIEGO;
import static io.amparo.clients.People.GISELE;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.Mailbox;
import io.amparo.clients.TokenClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Port;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Connects to everything that the story observes, runs the story and restores the changed contract. */
public final class Demo {
    private final Addresses addresses;
    private final PrintWriter out;

    public Demo(Addresses addresses, PrintWriter out) {
        this.addresses = addresses;
        this.out = out;
    }

    /** Returns true if every step succeeded in time. */
    public boolean run() {
        var story = new Story(out);
        var mailboxes = mailboxes();
        try (var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()));
                var events = new EventClient(addresses.brokers(), "");
                var board = new BoardStream(addresses.gateway(), gateway.token(GISELE))) {
            return runStory(story, gateway, events, board, mailboxes);
        }
    }

    private boolean runStory(Story story, GatewayClient gateway, EventClient events, BoardStream board,
            Map<String, Mailbox> mailboxes) {
        var tickets = new TicketStory(gateway, events, board, mailboxes.get(BRUNO), mailboxes.get(GISELE));
        try {
            tickets.run(story);
            new HandlingStory(gateway, events).run(story);
            new EndOfLifeStory(gateway, events, mailboxes).run(story);
            new OrderStory(gateway, events).run(story);
            new SelfHelpStory(gateway).run(story);
            new CourseStory(gateway).run(story);
            return restorePlan(story, tickets);
        } catch (StepFailedException e) {
            restorePlan(story, tickets);
            return false;
        } finally {
            story.table();
        }
    }

    private static boolean restorePlan(Story story, TicketStory tickets) {
        try {
            story.step("Iara gives Acme its plan back", tickets::restorePlan);
            return true;
        } catch (StepFailedException e) {
            return false;
        }
    }

    private Map<String, Mailbox> mailboxes() {
        var mailboxes = new LinkedHashMap<String, Mailbox>();
        Stream.of(ANA, BRUNO, CARLA, DIEGO, GISELE)
                .forEach(owner -> mailboxes.put(owner, new Mailbox(addresses.port(Port.IMAP), owner)));
        return mailboxes;
    }
}
