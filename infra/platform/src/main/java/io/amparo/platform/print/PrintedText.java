package io.amparo.platform.print;

import com.lowagie.text.Font;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.FontSelector;
import com.lowagie.text.pdf.PdfWriter;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.text.Normalizer;
import org.springframework.core.io.ClassPathResource;

/**
 * A text as a PDF prints it. The font is embedded: DejaVu Sans, which has the Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew
 * and Arabic scripts. A character without a glyph is printed by its number, such as [U+7530], so that no name loses a letter.
 *
 * @param original what a screen reader reads, and who copies the text gets
 * @param printed without characters that the font does not have
 */
@Adapter
public record PrintedText(String original, String printed) {
    private static final String FONTS = "net/sf/jasperreports/fonts/dejavu/";
    private static final BaseFont NORMAL = font("DejaVuSans.ttf");
    private static final BaseFont BOLD = font("DejaVuSans-Bold.ttf");

    /** Composes accents, because the PDF library does not place them. */
    public static PrintedText of(String original) {
        var printed = new StringBuilder();
        Normalizer.normalize(original, Normalizer.Form.NFC).codePoints().forEach(character -> append(character, printed));
        return new PrintedText(original, printed.toString());
    }

    private static void append(int character, StringBuilder printed) {
        if (Character.isBmpCodePoint(character) && NORMAL.charExists(character))
            printed.appendCodePoint(character);
        else
            printed.append("[U+%04X]".formatted(character));
    }

    /** Whether the page has the characters of the original in their order. */
    public boolean isOriginal() {
        return printed.equals(original) && direction() == PdfWriter.RUN_DIRECTION_NO_BIDI;
    }

    /** Returns the direction of the first word; words of the other direction keep theirs. */
    public int direction() {
        var bidi = new Bidi(printed, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        if (bidi.isLeftToRight()) return PdfWriter.RUN_DIRECTION_NO_BIDI;
        return bidi.baseIsLeftToRight() ? PdfWriter.RUN_DIRECTION_LTR : PdfWriter.RUN_DIRECTION_RTL;
    }

    /** @param size in points */
    public Phrase phrase(boolean isBold, float size) {
        var fonts = new FontSelector();
        if (isBold) fonts.addFont(new Font(BOLD, size));
        fonts.addFont(new Font(NORMAL, size));
        return fonts.process(printed);
    }

    private static BaseFont font(String file) {
        try {
            return BaseFont.createFont(file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, BaseFont.CACHED,
                    new ClassPathResource(FONTS + file).getContentAsByteArray(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
