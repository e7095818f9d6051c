package io.amparo.knowledge.article;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import io.amparo.platform.Adapter;
import java.util.Arrays;
import java.util.List;

/** Compares two texts line by line. */
@Adapter
final class TextDiff {
    private static final int CONTEXT_LINES = 3;
    /** The memory grows with the square of the differences, to 16 MB; longer texts need the algorithm with little memory. */
    private static final int MAX_LINES_IN_MEMORY = 1_000;
    /** The time grows with the product of lines and differences; longer texts are replaced as a whole. */
    private static final int MAX_LINES = 4_000;

    private TextDiff() {}

    /** Returns the differences in the unified format; empty for equal texts. */
    static String unified(String fromName, String from, String toName, String to) {
        var before = lines(from);
        var after = lines(to);
        int count = before.size() + after.size();
        var patch = count > MAX_LINES && !before.equals(after)
                ? replaced(before, after)
                : DiffUtils.diff(before, after,
                        count > MAX_LINES_IN_MEMORY ? new MyersDiffWithLinearSpace<>() : new MyersDiff<>());
        return String.join("\n", UnifiedDiffUtils.generateUnifiedDiff(fromName, toName, before, patch, CONTEXT_LINES));
    }

    private static Patch<String> replaced(List<String> before, List<String> after) {
        var patch = new Patch<String>();
        patch.addDelta(new ChangeDelta<>(new Chunk<>(0, before), new Chunk<>(0, after)));
        return patch;
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\\R", -1));
    }
}
