using System.Text;

namespace TradingBot.Tests.Reporting;

/// <summary>A terminal that knows carriage return and line feed, and nothing else.</summary>
internal sealed class Screen : StringWriter
{
    /// <summary>What somebody sees who looks at it now, without spaces at the ends of lines; the last line is the one that the cursor is in.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            List<string> lines = [];
            var line = new StringBuilder();
            int column = 0;
            foreach (char c in ToString())
            {
                switch (c)
                {
                    case '\r':
                        column = 0;
                        break;
                    case '\n':
                        lines.Add(line.ToString().TrimEnd());
                        line.Clear();
                        column = 0;
                        break;
                    default:
                        line.Length = Math.Max(line.Length, column + 1);
                        line[column++] = c;
                        break;
                }
            }

            return [.. lines, line.ToString().TrimEnd()];
        }
    }
}
