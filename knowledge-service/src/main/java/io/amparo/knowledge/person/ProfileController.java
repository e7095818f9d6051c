package io.amparo.knowledge.person;

import io.amparo.events.FieldLimits;
import io.amparo.platform.Ids;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the people in the forum: everyone has a profile, the staff mutes and erases. */
@RestController
@RequestMapping("/api/v1/forum")
class ProfileController {
    record ProfileRequest(@NotNull @Pattern(regexp = PseudonymRule.PATTERN) String pseudonym) {}

    /** @param until null ends the mute */
    record MuteRequest(@Nullable Instant until, @NotBlank @Size(max = FieldLimits.FORUM_REASON) String reason) {}

    /**
     * The caller as the forum shows it.
     *
     * @param name name beside the posts: the pseudonym, or the first name with an initial
     * @param limited whether the limits for new people apply
     */
    record ForumProfileResponse(String name, @Nullable String pseudonym, boolean staff, int posts, boolean limited,
            @Nullable Instant mutedUntil) {}

    record MuteResponse(@Nullable Instant until, String reason, String by, Instant at) {}

    /**
     * A person in the forum, for the staff.
     *
     * @param name name beside the posts; empty after an erasure
     */
    record ForumPersonResponse(String id, String name, @Nullable String pseudonym, boolean staff, int posts,
            @Nullable Instant firstPostAt, @Nullable Instant mutedUntil, List<MuteResponse> mutes) {}

    private final Participants participants;
    private final ChoosePseudonym choosePseudonym;
    private final WritingLimits limits;
    private final Clock clock;

    ProfileController(Participants participants, ChoosePseudonym choosePseudonym, WritingLimits limits, Clock clock) {
        this.participants = participants;
        this.choosePseudonym = choosePseudonym;
        this.limits = limits;
        this.clock = clock;
    }

    @GetMapping("/profile")
    @Operation(summary = "Read one's own profile in the forum")
    ForumProfileResponse getForumProfile(Caller caller) {
        return profile(participants.find(caller.subject()).map(Versioned::state)
                .orElseGet(() -> Participant.join(caller.subject(), Participation.name(caller), caller.isStaff())));
    }

    @PutMapping("/profile")
    @Operation(summary = "Choose a pseudonym, which all posts show")
    ForumProfileResponse chooseForumPseudonym(Caller caller, @Valid @RequestBody ProfileRequest body) {
        return profile(choosePseudonym.handle(caller, body.pseudonym()));
    }

    @DeleteMapping("/profile")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erase oneself from the forum: posts stay, their author becomes a former participant")
    void eraseForumProfile(Caller caller) {
        participants.find(caller.subject()).ifPresent(this::erase);
    }

    /** @param muted only people who may not write now */
    @GetMapping("/people")
    @Staff
    @Operation(summary = "List the people in the forum, by id; also erased ones, whose mutes stay")
    Page<ForumPersonResponse> listForumPeople(@RequestParam(defaultValue = "false") boolean muted,
            @Valid @ParameterObject Page.Request page) {
        var mutedAt = muted ? clock.instant() : null;
        return page.of(participants.page(mutedAt, page.after(), page.limit() + 1), found -> found.state().authorId())
                .map(found -> person(found.state()));
    }

    @GetMapping("/people/{id}")
    @Staff
    @Operation(summary = "Read a person in the forum, with all mutes")
    ForumPersonResponse getForumPerson(@PathVariable String id) {
        return person(find(id).state());
    }

    @PutMapping("/people/{id}/mute")
    @Staff
    @Operation(summary = "Mute a person until an instant, or end the mute")
    ForumPersonResponse mutePerson(Caller caller, @PathVariable String id, @Valid @RequestBody MuteRequest body) {
        var found = find(id);
        var mute = new Mute(body.until(), body.reason().strip(), caller.name(), clock.instant());
        // Of two decisions at the same time both are kept, and the last one applies.
        var cause = "mute/" + Ids.uuidOf(mute.until() + "\n" + mute.reason() + "\n" + mute.by()) + "/" + found.version();
        return person(participants.updateAndFind(found.id(), cause, null, participant -> participant.mute(mute)).state());
    }

    @DeleteMapping("/people/{id}")
    @Staff
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erase a person from the forum on the person's behalf")
    void eraseForumPerson(@PathVariable String id) {
        erase(find(id));
    }

    private void erase(Versioned<Participant> found) {
        participants.update(found.id(), "erase/" + found.state().generation(), participant -> participant.erase(clock.instant()));
    }

    private Versioned<Participant> find(String authorId) {
        return participants.findByAuthor(authorId).orElseThrow(ApiException::notFound);
    }

    private ForumProfileResponse profile(Participant p) {
        var now = clock.instant();
        return new ForumProfileResponse(p.displayName(), p.pseudonym(), p.staff(), p.posts(), p.isNew(limits, now),
                mutedUntil(p, now));
    }

    private ForumPersonResponse person(Participant p) {
        return new ForumPersonResponse(p.authorId(), p.displayName(), p.pseudonym(), p.staff(), p.posts(), p.firstPostAt(),
                mutedUntil(p, clock.instant()),
                p.mutes().stream().map(mute -> new MuteResponse(mute.until(), mute.reason(), mute.by(), mute.at())).toList());
    }

    private static @Nullable Instant mutedUntil(Participant p, Instant now) {
        var mute = p.currentMute(now);
        return mute == null ? null : mute.until();
    }
}
