package adit.admin;

import adit.management.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pieces of pages; whatever is not markup goes through {@link #text}. */
final class Html {
    /** Leads back to the status page. */
    static final String HEADER = "<header><h1><a href=\"/\">Adit</a></h1></header>\n";

    private Html() {}

    /** A page around a body of markup. */
    static Reply page(int status, String title, String body) {
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
        return new Reply(status, "text/html; charset=utf-8", page);
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

    /** @param content markup */
    static String section(String title, String content) {
        return "<section>\n<h2>" + text(title) + "</h2>\n" + content + "</section>\n";
    }

    /** What came of the last thing that was done. */
    static String result(String text) {
        return "<p class=\"result\" role=\"status\">" + text(text) + "</p>\n";
    }

    /** As the other, without forms. */
    static String table(List<String> heads, List<List<String>> rows, String none) {
        return table(heads, rows, List.of(), none);
    }

    /**
     * A table of texts, or a sentence where there are no rows.
     *
     * @param heads of the columns; one that begins with # has numbers
     * @param forms markup of what may be done, for a second column; one for each row, or none at all
     */
    static String table(List<String> heads, List<List<String>> rows, List<String> forms, String none) {
        if (rows.isEmpty()) {
            return "<p class=\"none\">" + text(none) + "</p>\n";
        }
        List<Boolean> numbers = heads.stream().map(head -> head.startsWith("#")).toList();
        List<String> names =
                heads.stream().map(name -> name.replaceFirst("^#", "")).toList();
        String head = row("th", names, numbers, forms.isEmpty() ? "" : "<th>Act</th>");
        String body = IntStream.range(0, rows.size())
                .mapToObj(i -> row("td", rows.get(i), numbers, forms.isEmpty() ? "" : "<td>" + forms.get(i) + "</td>"))
                .collect(Collectors.joining());
        return "<div class=\"wide\"><table>\n<thead>" + head + "</thead>\n<tbody>\n" + body
                + "</tbody>\n</table></div>\n";
    }

    private static String row(String name, List<String> texts, List<Boolean> numbers, String second) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < texts.size(); i++) {
            row.append('<').append(name).append(numbers.get(i) ? " class=\"number\">" : ">");
            row.append(text(texts.get(i))).append("</").append(name).append('>');
            row.append(i == 0 ? second : "");
        }
        return row.append("</tr>\n").toString();
    }
}
