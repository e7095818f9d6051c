package io.amparo.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about names (language.md). */
public final class NameRules {
    /** Words of the private dialect that this project once had; the list is closed. */
    private static final Set<String> BANNED = Set.of("tell", "tells", "told", "hear", "heard", "hears", "hearing", "wish",
            "wishes", "letter", "letters", "patience", "tiding", "tidings", "courier", "couriers", "perhaps", "whoever",
            "instead", "again");

    private NameRules() {}

    static ArchRule noMeaninglessSuffixes(String root) {
        return noClasses().that().resideInAPackage(root + "..").should().haveSimpleNameEndingWith("Impl").orShould()
                .haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Helper").orShould()
                .haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils").orShould()
                .haveSimpleNameEndingWith("Dto").orShould().haveSimpleNameEndingWith("Service").orShould()
                .haveSimpleNameStartingWith("Abstract").as("8. names state what a class is");
    }

    /** For all classes below a package: no type, method, field or record component has a banned word in its name. */
    public static ArchRule noBannedWords(String root) {
        return classes().that().resideInAPackage(root + "..")
                .should(Conditions.of("have names without banned words", NameRules::isWithoutBannedWords))
                .as("10. names use the field's standard terms");
    }

    private static boolean isWithoutBannedWords(JavaClass type) {
        // A lambda's synthetic method repeats the name of the method around it.
        var members = type.getMembers().stream().map(JavaMember::getName).filter(name -> !name.startsWith("lambda$"));
        return Stream.concat(Stream.of(type.getSimpleName()), members).noneMatch(NameRules::isBanned);
    }

    static boolean isBanned(String name) {
        var words = words(name);
        for (int i = 0; i < words.size(); i++) {
            boolean isDeadLetter = words.get(i).startsWith("letter") && i > 0 && words.get(i - 1).equals("dead");
            if (BANNED.contains(words.get(i)) && !isDeadLetter) return true;
        }
        return false;
    }

    /** {@code replayDeadLetters} and {@code REPLAY_DEAD_LETTERS} are {@code replay, dead, letters}. */
    private static List<String> words(String name) {
        return Arrays.stream(name.split("_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"))
                .map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }
}
