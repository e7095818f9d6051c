package io.amparo.testkit.architecture;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

final class Conditions {

    private Conditions() {}

    /** A condition that reports each item for which the predicate is false. */
    static <T extends HasDescription> ArchCondition<T> of(String description, Predicate<T> satisfied) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                boolean isSatisfied = satisfied.test(item);
                events.add(new SimpleConditionEvent(item, isSatisfied, item.getDescription() + " should " + description));
            }
        };
    }
}
