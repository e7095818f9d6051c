package io.amparo.local.demo;

import static io.amparo.local.demo.People.ANA;
import static io.amparo.local.demo.People.BRUNO;
import static io.amparo.local.demo.People.CARLA;
import static io.amparo.local.demo.People.DIEGO;
import static io.amparo.local.demo.People.GISELE;

import io.amparo.local.outside.Api;
import io.amparo.local.outside.Board;
import io.amparo.local.outside.Mailbox;
import io.amparo.local.outside.NotSeen;
import io.amparo.local.outside.Topics;
import io.amparo.local.signin.SignIn;
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
        var api = new Api(addresses.gateway(), new SignIn(addresses.issuer()));
        var mailboxes = mailboxes();
        try (var topics = new Topics(addresses.brokers()); var board = new Board(addresses.gateway(), api.token(GISELE))) {
            return runStory(story, api, topics, board, mailboxes);
        }
    }

    private boolean runStory(Story story, Api api, Topics topics, Board board, Map<String, Mailbox> mailboxes) {
        var tickets = new TicketStory(api, topics, board, mailboxes.get(BRUNO), mailboxes.get(GISELE));
        try {
            tickets.run(story);
            new EndOfLifeStory(api, topics, mailboxes).run(story);
            return restorePlan(story, tickets);
        } catch (NotSeen e) {
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
        } catch (NotSeen e) {
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
