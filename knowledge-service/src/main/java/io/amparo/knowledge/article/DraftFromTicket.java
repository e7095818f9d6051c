package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.ArticleTickets.Link;
import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.search.Audience;
import io.amparo.knowledge.ticket.Redaction;
import io.amparo.knowledge.ticket.Redaction.Removed;
import io.amparo.knowledge.ticket.SolvedTicket;
import io.amparo.platform.markdown.AccessibleMarkdown;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates the draft of an article from a solved ticket: its description and the public answers of the vendor, without personal
 * data (R2.2). The draft is linked to the ticket. The same request creates one draft.
 */
final class DraftFromTicket {
    record Command(String id, String ticket, String language, Author author) {}

    /** @param removed how many parts of each kind the draft lacks */
    record Draft(Versioned<Article> article, Map<Removed, Integer> removed) {}

    /** Headings of the two parts by language. */
    private static final Map<String, Headings> HEADINGS = Map.of("pt-BR", new Headings("Problema", "Solução"), "en",
            new Headings("Problem", "Solution"), "es", new Headings("Problema", "Solución"));

    private record Headings(String problem, String solution) {}

    private final Articles articles;
    private final CreateArticle create;
    private final ArticleTickets links;
    private final Products products;
    private final Function<String, Optional<SolvedTicket>> tickets;
    private final Clock clock;

    DraftFromTicket(Articles articles, CreateArticle create, ArticleTickets links, Products products,
            Function<String, Optional<SolvedTicket>> tickets, Clock clock) {
        this.articles = articles;
        this.create = create;
        this.links = links;
        this.products = products;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** @throws ApiException 422 if the caller may not read the ticket, or if it is not solved */
    Draft handle(Command command) {
        var ticket = tickets.apply(command.ticket()).orElseThrow(() -> ApiException.invalid("ticket", "unknown-ticket"));
        if (!ticket.isSolved()) throw ApiException.invalid("ticket", "not-solved");
        var redaction = new Redaction(ticket.names(), Set.of(ticket.version()));
        var content = content(ticket, redaction, command.language());
        // The ticket may have changed since the first request.
        var article = articles.findById(command.id())
                .orElseGet(() -> create.handle(new CreateArticle.Command(command.id(), content, command.author())));
        links.add(new Link(article.state().id(), article.id(), ticket.number(), command.author().person(), clock.instant()));
        return new Draft(article, redaction.removed());
    }

    private Content content(SolvedTicket ticket, Redaction redaction, String language) {
        var headings = HEADINGS.getOrDefault(language, new Headings("Problem", "Solution"));
        var description = redaction.remove(ticket.description()).strip();
        var body = new StringBuilder("## ").append(headings.problem()).append("\n\n").append(description).append("\n\n## ")
                .append(headings.solution());
        for (var answer : ticket.answers()) {
            var text = redaction.remove(answer).strip();
            if (body.length() + text.length() > FieldLimits.ARTICLE_BODY - 2) break;
            body.append("\n\n").append(text);
        }
        return new Content(ArticleKind.RESOLUTION, language, redaction.remove(ticket.subject()),
                AccessibleMarkdown.of(body.toString(), FieldLimits.ARTICLE_BODY), knownProduct(ticket.product()), null, null,
                Audience.EVERYONE, null);
    }

    private @Nullable String knownProduct(String product) {
        return products.lookUp(product).isPresent() ? product : null;
    }
}
