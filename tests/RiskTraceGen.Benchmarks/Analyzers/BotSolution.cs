using RiskTraceGen.Benchmarks.Generators.Programs;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>A program as large as a solution, in areas of fifty files: one with a broker, its rules and handlers, four that call it within flows, and forty-five
/// that have nothing to do with any of that. The same without a bot is fifty files of the last kind.</summary>
internal static class BotSolution
{
    public const int FilesPerArea = 50;

    public const int CallersPerArea = 4;

    public static IReadOnlyList<string> Files(int count, bool hasBot)
    {
        int areas = hasBot ? count / FilesPerArea : 0;
        IEnumerable<string> brokers = new TracedBot().Files(areas * AnnotatedProgram.MembersPerFile).Take(areas);
        IEnumerable<string> callers = Enumerable.Range(0, areas * CallersPerArea).Select(Caller);
        int bot = areas * (1 + CallersPerArea);
        return [.. brokers, .. callers, .. Enumerable.Range(0, count - bot).Select(Ordinary)];
    }

    // Traced calls in loops, branches and handlers of exceptions, and one call past the trace.
    private static string Caller(int number)
    {
        int broker = number / CallersPerArea;
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;
            using RiskTraceGen;

            namespace Subject.Area{{broker / AnnotatedProgram.FilesPerNamespace}};

            public sealed class Trader{{number}}(IBroker{{broker}} broker, RiskTracer tracer)
            {
                private readonly Dictionary<string, int> _open = [];

                public async Task<int> RebalanceAsync(IReadOnlyList<Position{{broker}}> positions, CancellationToken cancellationToken)
                {
                    using RiskFlow flow = tracer.StartFlow("REBALANCE");
                    TracedBroker{{broker}} traced = broker.Traced(flow);
                    int placed = 0;
                    foreach (Position{{broker}} position in positions)
                    {
                        if (flow.Exceeds("Size", position.Size, 5))
                            continue;

                        try
                        {
                            OrderResult{{broker}} order = await traced.PlaceOrder0Async(position.ContractId, position.Size, cancellationToken);
                            if (!order.Success)
                            {
                                flow.Raise(new MarginCall{{broker}}(position.ContractId, position.Price));
                                continue;
                            }

                            _open[position.ContractId] = position.Size;
                            placed++;
                        }
                        catch (TimeoutException)
                        {
                            await CloseAsync(traced, position, cancellationToken);
                        }
                    }

                    flow.Complete(placed == positions.Count ? "all placed" : "some placed");
                    return placed;
                }

                private async Task CloseAsync(TracedBroker{{broker}} traced, Position{{broker}} position, CancellationToken cancellationToken)
                {
                    for (int attempt = 0; attempt < 3; attempt++)
                    {
                        OrderResult{{broker}} closed = await traced.PlaceOrder1Async(position.ContractId, -position.Size, cancellationToken);
                        if (closed.Success)
                        {
                            _open.Remove(position.ContractId);
                            return;
                        }
                    }
                }

                public async Task<bool> ProbeAsync(string contractId, CancellationToken cancellationToken)
                {
                    OrderResult{{broker}} answer = await broker.PlaceOrder2Async(contractId, 0, cancellationToken);
                    return answer.Success;
                }
            }
            """;
    }

    private static string Ordinary(int number) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Subject.Plain{{number / AnnotatedProgram.FilesPerNamespace}};

        public sealed record Quote{{number}}(string Symbol, decimal Bid, decimal Ask, DateTime Time)
        {
            public decimal Middle => (Bid + Ask) / 2;
        }

        public interface IQuotes{{number}}
        {
            event EventHandler<Quote{{number}}>? Arrived;

            Quote{{number}}? Last(string symbol);

            Task<IReadOnlyList<Quote{{number}}>> LoadAsync(string path, CancellationToken cancellationToken);
        }

        public sealed class Quotes{{number}} : IQuotes{{number}}, IDisposable
        {
            private readonly Dictionary<string, List<Quote{{number}}>> _bySymbol = new(StringComparer.Ordinal);
            private readonly SemaphoreSlim _gate = new(1, 1);
            private int _malformed;

            public event EventHandler<Quote{{number}}>? Arrived;

            public int Malformed => _malformed;

            public void Add(Quote{{number}} quote)
            {
                if (quote == null)
                    throw new ArgumentNullException("quote");

                if (!_bySymbol.TryGetValue(quote.Symbol, out var quotes))
                {
                    quotes = new List<Quote{{number}}>();
                    _bySymbol.Add(quote.Symbol, quotes);
                }

                quotes.Add(quote);
                Arrived?.Invoke(this, quote);
            }

            public Quote{{number}}? Last(string symbol) => _bySymbol.TryGetValue(symbol, out var quotes) && quotes.Count > 0 ? quotes[quotes.Count - 1] : null;

            public async Task<IReadOnlyList<Quote{{number}}>> LoadAsync(string path, CancellationToken cancellationToken)
            {
                await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    using var reader = new StreamReader(path, Encoding.UTF8);
                    var loaded = new List<Quote{{number}}>();
                    while (await reader.ReadLineAsync(cancellationToken) is { } line)
                    {
                        if (line.Length == 0 || line[0] == '#')
                            continue;

                        string[] fields = line.Split(';');
                        if (fields.Length == 4
                            && decimal.TryParse(fields[1], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal bid)
                            && decimal.TryParse(fields[2], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal ask)
                            && DateTime.TryParse(fields[3], out DateTime time))
                        {
                            loaded.Add(new Quote{{number}}(fields[0].ToUpperInvariant(), bid, ask, time));
                        }
                        else
                        {
                            _malformed++;
                        }
                    }

                    foreach (var quote in loaded.OrderBy(quote => quote.Time))
                        Add(quote);

                    return loaded;
                }
                catch (IOException e)
                {
                    throw new InvalidOperationException(string.Format("{0} cannot be read: {1}", path, e.Message), e);
                }
                catch (UnauthorizedAccessException e)
                {
                    _malformed++;
                    throw e; // a warning of the SDK's, in every build
                }
                finally
                {
                    _gate.Release();
                }
            }

            public IEnumerable<(string Symbol, decimal Average, int Count)> Averages(int atLeast)
                => from pair in _bySymbol
                   where pair.Value.Count >= atLeast
                   let middles = pair.Value.Select(quote => quote.Middle).ToList()
                   orderby pair.Key
                   select (pair.Key, middles.Average(), middles.Count);

            public string Describe()
            {
                var text = new StringBuilder();
                foreach (var (symbol, average, count) in Averages(1))
                {
                    string trend = Last(symbol) switch
                    {
                        { } last when last.Middle > average => "up",
                        { } last when last.Middle < average => "down",
                        _ => "flat",
                    };
                    text.Append(symbol).Append(": ").Append(average.ToString("F2")).Append(' ').Append(trend).AppendLine($" ({count} quotes)");
                }

                return text.ToString();
            }

            public void Dispose()
            {
                _gate.Dispose();
                _bySymbol.Clear();
            }
        }
        """;
}
