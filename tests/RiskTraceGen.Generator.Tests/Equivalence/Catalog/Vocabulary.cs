namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>The types that members of random programs speak of.</summary>
internal static class Vocabulary
{
    /// <summary>The types in a namespace.</summary>
    public static string In(string name) => $$"""
        using System;
        using RiskTraceGen;
        using RiskTraceGen.Generator.Tests.Equivalence;

        namespace {{name}};

        public enum Side { Buy, Sell = -1 }

        public sealed record Order(string Id, int Size);

        public readonly record struct Leg(int Ratio, Side Side);

        public sealed record OrderResult(bool Success, string? Error);

        public interface IVerdict { bool Success { get; } }

        public sealed record Verdict(bool Success) : IVerdict;

        public class Acknowledgement { public virtual bool Success => true; }

        public sealed class Rejection : Acknowledgement { public override bool Success => false; }

        public class Instrument(string name) { public string Name => name; }

        public sealed class Future(string name) : Instrument(name);

        /// <summary>Notes whenever its code is run.</summary>
        public sealed class Observable
        {
            private readonly Log _log;

            public Observable(Log log) => _log = log;

            public int Number { get; } = 12;

            public string Computed
            {
                get
                {
                    _log.Says("computed");
                    return "computed";
                }
            }

            public override string ToString()
            {
                _log.Says("made a text");
                return "text";
            }

            public override bool Equals(object? other)
            {
                _log.Says("compared");
                return ReferenceEquals(this, other);
            }

            public override int GetHashCode()
            {
                _log.Says("hashed");
                return 0;
            }
        }

        public readonly ref struct Window(Span<int> items)
        {
            private readonly Span<int> _items = items;

            public int Length => _items.Length;

            public void Fill(int value) => _items.Fill(value);
        }

        """;
}
