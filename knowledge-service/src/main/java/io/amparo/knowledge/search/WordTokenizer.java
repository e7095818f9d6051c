package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Emits the terms of a text: each word as it is and, at the same position, its stem. A compound word has its spellings as one
 * word at the position of its first part. Stop words leave a gap.
 */
@Adapter
final class WordTokenizer extends Tokenizer {
    private record Term(String text, int increment, int start, int end) {}

    private final SearchLanguage language;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
    private Iterator<Term> terms = List.<Term>of().iterator();
    private int end;
    private int increment;

    WordTokenizer(SearchLanguage language) {
        this.language = language;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        var text = text(input);
        end = text.length();
        increment = 0;
        var found = new ArrayList<Term>();
        for (var word : Words.of(text)) {
            increment++;
            if (word.isCompound()) for (var form : word.forms()) add(found, form, word.start(), word.end());
            for (int i = 0; i < word.parts().size(); i++) {
                if (i > 0) increment++;
                var part = word.parts().get(i);
                if (!language.isStopWord(part.text())) add(found, part.text(), part.start(), part.end());
            }
        }
        terms = found.iterator();
    }

    private void add(List<Term> found, String text, int start, int end) {
        found.add(new Term(text, increment, start, end));
        increment = 0;
        if (!Words.hasDigit(text)) found.add(new Term(language.stem(text), 0, start, end));
    }

    @Override
    public boolean incrementToken() {
        if (!terms.hasNext()) return false;
        clearAttributes();
        var next = terms.next();
        term.append(next.text());
        offset.setOffset(correctOffset(next.start()), correctOffset(next.end()));
        position.setPositionIncrement(next.increment());
        return true;
    }

    @Override
    public void end() throws IOException {
        super.end();
        offset.setOffset(correctOffset(end), correctOffset(end));
        position.setPositionIncrement(increment);
    }

    private static String text(Reader input) throws IOException {
        var text = new StringWriter();
        input.transferTo(text);
        return text.toString();
    }
}
