package io.amparo.knowledge.forum;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.knowledge.person.Participants;
import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.person.Pseudonyms;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.knowledge.search.IndexTickers;
import io.amparo.knowledge.ticket.TicketClient;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@EnableConfigurationProperties(ForumProperties.class)
class ForumConfig {
    private static final Duration CLEAN_UP_INTERVAL = Duration.ofHours(1);

    @Bean
    Posts posts(Outbox outbox) {
        return new Posts(outbox);
    }

    @Bean
    Topics forumTopics(Outbox outbox, Posts posts) {
        return new Topics(outbox, posts);
    }

    @Bean
    Votes votes(Outbox outbox) {
        return new Votes(outbox);
    }

    @Bean
    Watches watches(Outbox outbox) {
        return new Watches(outbox);
    }

    @Bean
    SentNotices sentNotices(Outbox outbox) {
        return new SentNotices(outbox);
    }

    @Bean
    SendForumNotices sendForumNotices(Topics topics, Watches watches, Participants participants, SentNotices sentNotices,
            Clock clock) {
        return new SendForumNotices(topics, watches, participants, sentNotices, clock);
    }

    @Bean
    Reports reports(Outbox outbox) {
        return new Reports(outbox);
    }

    @Bean
    VisibleTopics visibleTopics(Topics topics, Posts posts, Participation participation) {
        return new VisibleTopics(topics, posts, participation);
    }

    @Bean
    IndexTicker forumIndex(Topics topics, Posts posts, IndexTickers tickers) {
        return tickers.of(new TopicSource(topics, posts));
    }

    @Bean
    OpenTopic openTopic(Topics topics, Posts posts, Watches watches, Participation participation, IndexTicker forumIndex,
            Clock clock) {
        return new OpenTopic(topics, posts, watches, participation, forumIndex, clock);
    }

    @Bean
    AddPost addPost(Topics topics, Posts posts, Participation participation, IndexTicker forumIndex, Clock clock) {
        return new AddPost(topics, posts, participation, forumIndex, clock);
    }

    @Bean
    EditPost editPost(Topics topics, Posts posts, Participation participation, IndexTicker forumIndex, ForumProperties properties,
            Clock clock) {
        return new EditPost(topics, posts, participation, forumIndex, properties.editTime(), clock);
    }

    @Bean
    ModeratePost moderatePost(Topics topics, Reports reports, Participation participation, IndexTicker forumIndex, Clock clock) {
        return new ModeratePost(topics, reports, participation, forumIndex, clock);
    }

    @Bean
    OpenTopicTicket openTopicTicket(Topics topics, Posts posts, TicketClient tickets) {
        return new OpenTopicTicket(topics, posts, tickets);
    }

    @Bean
    DraftArticle draftArticle(Topics topics, Posts posts, ArticleDrafts articleDrafts) {
        return new DraftArticle(topics, posts, articleDrafts);
    }

    @Bean
    ForumResponses forumResponses(Participants participants, Participation participation, Votes votes, Watches watches,
            EditPost editPost, MessageSource messageSource, JsonMapper json) {
        return new ForumResponses(participants, participation, votes, watches, editPost, messageSource, json);
    }

    /** Inserts the demonstration topics; existing ones are not changed. */
    @Bean
    @Order(0)
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demoTopics(Topics topics, Posts posts, Participants participants, JsonMapper json, Clock clock) {
        return _ -> {
            var demo = new Yaml().<Object>load(new ClassPathResource("demo/topics.yaml").getContentAsString(UTF_8));
            new DemoTopics(topics, posts, participants).insert(json.convertValue(demo, DemoTopics.Demo[].class), clock.instant());
        };
    }

    @Bean
    SchedulingConfigurer forumTicks(Participants participants, Pseudonyms pseudonyms, Topics topics, Posts posts, Watches watches,
            SentNotices sentNotices, ForumProperties properties, MeterRegistry meters, Clock clock) {
        var erasures = new DueAggregates(participants, clock, meters);
        var completion = new ErasureCompletion(participants, pseudonyms, topics, posts, watches, sentNotices, clock);
        var expiredNotices = new DueAggregates(sentNotices, clock, meters);
        var orphans = new OrphanedPosts(topics, posts, clock);
        return tasks -> {
            tasks.addFixedDelayTask(() -> erasures.forEach(completion::complete), properties.erasureInterval());
            tasks.addFixedDelayTask(orphans::removeExpired, CLEAN_UP_INTERVAL);
            tasks.addFixedDelayTask(() -> expiredNotices.forEach(sentNotices::delete), CLEAN_UP_INTERVAL);
        };
    }
}
