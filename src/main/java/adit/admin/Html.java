package adit.admin;

import adit.management.Text;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of pages; whatever is not markup goes through {@link #text}. */
final class Html {
    private Html() {}

    /** A page around a body of markup. */
    static Reply page(String title, String body) {
        String page = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="/style.css">
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(text(title), body);
        return new Reply(200, "text/html; charset=utf-8", page);
    }

    /** What reads as the text, in content and in quoted values of attributes alike. */
    static String text(String text) {
        return text.lines()
                .map(Text::escape)
                .collect(Collectors.joining("\n"))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * A table of texts, or a sentence where there are no rows.
     *
     * @param heads of the columns; one that begins with # has numbers
     */
    static String table(List<String> heads, List<List<String>> rows, String none) {
        if (rows.isEmpty()) {
            return "<p class=\"none\">" + text(none) + "</p>\n";
        }
        List<Boolean> numbers = heads.stream().map(head -> head.startsWith("#")).toList();
        String head = cells(
                "th", heads.stream().map(name -> name.replaceFirst("^#", "")).toList(), numbers);
        String body = rows.stream().map(row -> cells("td", row, numbers)).collect(Collectors.joining());
        return "<div class=\"wide\"><table>\n<thead>" + head + "</thead>\n<tbody>\n" + body
                + "</tbody>\n</table></div>\n";
    }

    private static String cells(String name, List<String> row, List<Boolean> numbers) {
        StringBuilder cells = new StringBuilder("<tr>");
        for (int i = 0; i < row.size(); i++) {
            cells.append('<').append(name).append(numbers.get(i) ? " class=\"number\">" : ">");
            cells.append(text(row.get(i))).append("</").append(name).append('>');
        }
        return cells.append("</tr>\n").toString();
    }
}
