namespace RiskTraceGen.Generator.Tests;

// Arguments that may be left out.
internal static partial class BrokerShapes
{
    private static IEnumerable<BrokerShape> Defaults() =>
    [
        new("OptionalByAttribute", """
            public enum Side { Buy, Sell }
            public struct Leg { public int Ratio; }
            public interface IBroker
            {
                [BrokerCall("place")] string Place([Optional] int size, [Optional, DefaultParameterValue(4)] int lots, [Optional] string? text, [Optional] Leg leg, [Optional] int? maybe, [Optional, DefaultParameterValue(null)] object? none, [Optional, DefaultParameterValue(null)] string? noText, [Optional] int last);
                [BrokerCall("missing")] bool Missing([Optional] object any, [Optional, DefaultParameterValue(5L)] object number, [Optional, DefaultParameterValue("x")] object text);
                [BrokerCall("values")] string Values(
                    [Optional, DefaultParameterValue(Side.Sell)] Side side, [Optional, DefaultParameterValue(-5L)] long big, [Optional, DefaultParameterValue((short)-2)] short small, [Optional, DefaultParameterValue(1.5f)] float f,
                    [Optional, DefaultParameterValue(-0.0)] double d, [Optional, DefaultParameterValue('c')] char c, [Optional, DefaultParameterValue((byte)7)] byte b, [Optional, DefaultParameterValue(9U)] uint u,
                    [Optional, DecimalConstant(2, 128, 0U, 0U, 150U)] decimal price, [Optional, DateTimeConstant(1000L)] DateTime at, [Optional, DefaultParameterValue(""), CallerMemberName] string member, int last);
                string Passed([Optional, DateTimeConstant(5L)] DateTime at, [Optional] CancellationToken token);
                string this[int id, [Optional, DefaultParameterValue("k")] string key, [Optional] int more] { get; }
            }
            public sealed class Broker : IBroker
            {
                public string Place(int size, int lots, string? text, Leg leg, int? maybe, object? none, string? noText, int last) => $"{size} {lots} {text is null} {leg.Ratio} {maybe is null} {none is null} {noText is null} {last}";
                public bool Missing(object any, object number, object text) => any == Type.Missing && number is 5L && text is "x";
                public string Values(Side side, long big, short small, float f, double d, char c, byte b, uint u, decimal price, DateTime at, string member, int last)
                    => FormattableString.Invariant($"{side} {big} {small} {f} {double.IsNegative(d)} {c} {b} {u} {price} {at.Ticks} {member is "Untraced" or "Traced"} {last}");
                public string Passed(DateTime at, CancellationToken token) => $"{at.Ticks} {token.CanBeCanceled}";
                public string this[int id, string key, int more] => $"{id} {key} {more}";
            }
            """,
            "Out.Say(broker.Place()); Out.Say(broker.Place(1, none: 2)); Out.Say(broker.Missing()); Out.Say(broker.Values(last: 3)); Out.Say(broker.Passed()); Out.Say(broker[1]); Out.Say(broker[1, \"z\"]);")
        { IgnoresFields = true, Calls = ["place success", "place success", "missing success", "values success"] },

        new("OptionalBeforeWhatNoDefaultSays", """
            #pragma warning disable CS8625
            public enum Side { Buy, Sell }
            public interface IBroker
            {
                [BrokerCall("none")] bool None([Optional, DefaultParameterValue(null)] object none, [Optional, DefaultParameterValue(null)] string noText, [Optional] object any);
                [BrokerCall("maybe")] string Maybe(
                    [Optional, DefaultParameterValue(3)] int? size, [Optional, DefaultParameterValue(Side.Sell)] Side? side, [Optional, DefaultParameterValue(4)] nint wide, [Optional, DefaultParameterValue(5U)] nuint wider,
                    [Optional] double? price, [Optional] object any);
            }
            public sealed class Broker : IBroker
            {
                public bool None(object none, string noText, object any) => none is null && noText is null && any == Type.Missing;
                public string Maybe(int? size, Side? side, nint wide, nuint wider, double? price, object any) => $"{size} {side} {wide} {wider} {price} {any == Type.Missing}";
            }
            """,
            "Out.Say(broker.None()); Out.Say(broker.Maybe()); Out.Say(broker.Maybe(1, null, any: 2));")
        { IgnoresFields = true, Calls = ["none success", "maybe success", "maybe success"] },

        new("Priorities", """
            public interface IBroker
            {
                [BrokerCall("any"), OverloadResolutionPriority(1)] string Find(object value);
                [BrokerCall("text")] int Find(string? text);
                [BrokerCall("never")] int Find(int value);
                [BrokerCall("retried", Retries = 1)] long Find(in long number, CancellationToken token = default);
                [OverloadResolutionPriority(2)] string Passed(object value); string Passed(string? other);
            }
            public sealed class Broker : IBroker
            {
                public string Find(object value) => "any"; public int Find(string? text) => 1; public int Find(int value) => 2; public long Find(in long number, CancellationToken token) => 3;
                public string Passed(object value) => "first"; public string Passed(string? other) => "second";
            }
            """,
            """Out.Say(broker.Find("x")); Out.Say(broker.Find(2)); Out.Say(broker.Find(text: null)); Out.Say(broker.Find(number: 4)); Out.Say(broker.Passed("p") + broker.Passed(other: null));""",
            "any success; value: x; result: any", "any success; value: 2; result: any", "text success; text: null; result: 1", "retried success; number: 4; result: 3"),

        new("UnrelatedOverloads", """
            public interface IRoot { [BrokerCall("root")] string Send(int size); }
            public interface IOne : IRoot { [BrokerCall("one")] string Send(object any); }
            public interface ITwo { [BrokerCall("two")] string Send(string text); }
            public interface IBroker : IOne, ITwo { }
            public sealed class Broker : IBroker { public string Send(int size) => "root"; public string Send(object any) => "one"; public string Send(string text) => "two"; }
            """,
            """Out.Say(broker.Send("x")); Out.Say(broker.Send(1)); Out.Say(broker.Send(1.5));""",
            "two success; text: x; result: two", "one success; any: 1; result: one", "one success; any: 1.5; result: one"),

        new("UnrankedOverloads", """
            public interface IRoot { [BrokerCall("root")] string Send(int size); }
            public interface IOne : IRoot { [BrokerCall("one")] string Send(object any); }
            public interface ITwo { [BrokerCall("two")] string Send(long size); [BrokerCall("place")] int Place(); }
            public interface IBroker : IOne, ITwo { }
            public sealed class Broker : IBroker { public string Send(int size) => "root"; public string Send(object any) => "one"; public string Send(long size) => "two"; public int Place() => 3; }
            """,
            "Out.Say(broker.Place());",
            "place success; result: 3") { Refused = ["Send"] },

        new("InheritedIndexers", """
            public interface IRoot { string this[int id] { get; } string this[string id] { get; } string this[short id, int more = 1] { get; } }
            public interface IWide : IRoot { string this[long id] { get; set; } string this[Index id, long more] { get; } }
            public interface IBroker : IWide { [BrokerCall("place")] int Place(); int Count { get; } string this[Index id] { get; } }
            public sealed class Broker : IBroker
            {
                string IRoot.this[int id] => "int"; string IRoot.this[string id] => "text"; string IRoot.this[short id, int more] => "short" + more;
                string IWide.this[long id] { get => "long"; set => Out.Say("long = " + value); } string IWide.this[Index id, long more] => "place" + more;
                string IBroker.this[Index id] => "index" + id; public int Count => 3; public int Place() => 4;
            }
            """,
            """
            Out.Say(broker[1]); Out.Say(broker[^1]); Out.Say(broker["a"]); Out.Say(broker[2L]); Out.Say(broker[(short)1]); Out.Say(broker[(short)1, 2]); Out.Say(broker[id: 3, more: 5]); Out.Say(broker.Place());
            broker[7L] = "x";
            """,
            "place success; result: 4"),

        new("IndexersOfBaseClasses", """
            public abstract class Root
            {
                public virtual string this[int id] { get => "root"; set => Out.Say("root = " + value); }
                [OverloadResolutionPriority(1)] public string this[object id] => "object"; public string this[string text] => "text";
            }
            public class Middle : Root { public string this[long id] { get => "middle"; set => Out.Say("middle = " + value); } public override string this[int id] { get => "overridden"; } }
            public class Broker : Middle { [BrokerCall("place")] public int Place() => 3; public string this[double id] => "broker"; }
            """,
            """
            Out.Say(broker[1]); Out.Say(broker[1L]); Out.Say(broker[1.5]); Out.Say(broker["a"]); Out.Say(broker[text: "a"]); Out.Say(broker.Place());
            """,
            "place success; result: 3") { Broker = "Broker" },

        new("OverriddenAccessor", """
            public abstract class Root { public virtual int Size { get => 1; set => Out.Say("size = " + value); } public virtual int this[int id] { get => 1; set => Out.Say("item = " + value); } }
            public class Broker : Root { [BrokerCall("place")] public int Place() => 3; public override int Size { get => 2; } public override int this[int id] { set => Out.Say("own = " + value); } }
            """,
            "Out.Say(broker.Size + broker[1] + broker.Place()); broker.Size = 5; broker[2] = 6;",
            "place success; result: 3") { Broker = "Broker" },

        new("UnrankedIndexers", """
            public interface IRoot { string this[int id] { get; } }
            public interface IOne : IRoot { string this[object any] { get; } }
            public interface ITwo { string this[long id] { get; } }
            public interface IBroker : IOne, ITwo { [BrokerCall("place")] int Place(); }
            public sealed class Broker : IBroker { public string this[int id] => "root"; public string this[object any] => "one"; public string this[long id] => "two"; public int Place() => 3; }
            """,
            "Out.Say(broker.Place());",
            "place success; result: 3") { Refused = ["Item"] },

        new("NegativeZero", """
            public enum Side { Buy = 1 }
            public interface IBroker { [BrokerCall("place")] string Place(decimal price = -0.00m, double d = -0.0, float f = -0.0f, Side side = 0, Side other = (Side)(-3), decimal least = decimal.MinValue, double tiny = -double.Epsilon); }
            public sealed class Broker : IBroker
            {
                public string Place(decimal price, double d, float f, Side side, Side other, decimal least, double tiny)
                    => $"{string.Join(",", decimal.GetBits(price))} {double.IsNegative(d)} {float.IsNegative(f)} {side} {other} {least == decimal.MinValue} {tiny == -double.Epsilon}";
            }
            """,
            "Out.Say(broker.Place());") { IgnoresFields = true, Calls = ["place success"] },
    ];
}
