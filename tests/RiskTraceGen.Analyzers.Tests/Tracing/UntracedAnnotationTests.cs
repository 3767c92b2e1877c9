using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.Generator.Tests;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UntracedAnnotationTests
{
    /// <summary>A broker with its wrapper in another assembly.</summary>
    private static readonly MetadataReference Boundary = OtherAssembly.Make("Boundary", """
        using RiskTraceGen;
        namespace Boundary;
        public interface IDesk
        {
            [BrokerCall("close", Fallback = "Flatten")] void Close(string contract);
            void Flatten(string contract);
            void Withdraw();
        }
        public readonly struct TracedDesk { public TracedDesk(IDesk broker, RiskFlow flow) { } }
        public static class TracedDeskExtensions { public static TracedDesk Traced(this object desk, RiskFlow flow) => default; public static int Traced(this int desk, RiskFlow flow) => desk; public static int Traced(this object desk, string flow) => 0; }
        """);

    /// <summary>Extensions that are called as the generated one is.</summary>
    private static readonly MetadataReference Extensions = OtherAssembly.Make("Extensions", """
        namespace Extended
        {
            public interface IBase { }
            public static class Tracing { public static T Traced<T>(this IBase desk, T flow, int depth = 0) => flow; internal static int Traced(this object desk, RiskTraceGen.RiskFlow flow) => 0; }
        }

        namespace RiskTraceGen
        {
            public static class Tracing { public static int Traced(this System.IDisposable desk, RiskFlow flow) => 0; }
        }
        """);

    /// <summary>An assembly whose types have their names behind an alias only.</summary>
    private static readonly MetadataReference Foreign = OtherAssembly.Make("Foreign", """
        namespace Foreign;
        public sealed class Order { }
        public interface IDesk { void Close(); }
        """).WithAliases(["foreign"]);

    /// <summary>An assembly of another language, with names and a modifier that C# does not know.</summary>
    private static readonly MetadataReference Other = MetadataReference.CreateFromImage(ForeignMetadata.Renamed(
        OtherAssembly.Image("Other", """
            namespace Other;
            public class Order_ { }
            public interface IDesk
            {
                void Place_order();
                void Locate(in int id);
                void Send(Order_[] orders);
                void Two(string unnamedA, int unnamedB, decimal price_);
            }
            public interface IDesk<T> where T : Order_ { void Close(); }
            public class Feed { public void Read(ref readonly int id) { } }
            """),
        [("Order_", "Order'"), ("Place_order", "Place order"), ("InAttribute", "XnAttribute"), ("unnamedA", ""), ("unnamedB", ""), ("price_", "price'")]));

    /// <summary>Every reason with code that gives it, what the message is about, and what it says.</summary>
    private static readonly (RefusalReason Reason, string Source, string Subject, string Text)[] Cases =
    [
        (RefusalReason.NotABroker, "[assembly: {|#0:BrokerCall(typeof(System.DayOfWeek), \"CompareTo\")|}]", "DayOfWeek.CompareTo", "'DayOfWeek' is neither an interface nor a class; name the type that has the method"),
        (RefusalReason.NotABroker, "[assembly: {|#0:BrokerCall(typeof(int[]), \"Clone\")|}]", "int[].Clone", "'int[]' is neither an interface nor a class; name the type that has the method"),
        (RefusalReason.StaticType, "static class Desk { [{|#0:BrokerCall(\"close\")|}] public static void Close() { } }", "Desk.Close", "'Desk' is static, and a wrapper stands in front of an instance; make it an instance class, or put an interface in front of it"),
        (RefusalReason.StaticType, "[assembly: {|#0:BrokerCall(typeof(System.Console), \"WriteLine\")|}]", "Console.WriteLine", "'Console' is static, and a wrapper stands in front of an instance; make it an instance class, or put an interface in front of it"),
        (RefusalReason.StructReceiver, "struct Desk { [{|#0:BrokerCall(\"close\")|}] public void Close() { } }", "Desk.Close", "'Desk' is a struct, of which a wrapper would call a copy; annotate an interface that it implements, or make it a class"),
        (RefusalReason.UnreachableType, "class Outer { private interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); } }", "IDesk.Close", "'Outer.IDesk' cannot be reached from generated code; make it, and what it is nested in, internal or public"),
        (RefusalReason.FileLocalType, "file interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); }", "IDesk.Close", "'IDesk' is local to its file, and the wrapper stands in another; remove 'file'"),
        (RefusalReason.BehindAlias, "extern alias foreign; interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(System.Collections.Generic.List<foreign::Foreign.Order[]> orders); [BrokerCall(\"open\")] void Open(); }", "IDesk.Close", Behind("Order")),
        (RefusalReason.BehindAlias, "extern alias foreign; class Outer<T> where T : foreign::Foreign.IDesk { internal interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); } }", "IDesk.Close", Behind("IDesk")),
        (RefusalReason.BehindAlias, "extern alias foreign; [assembly: {|#0:BrokerCall(typeof(foreign::Foreign.IDesk), \"Close\")|}]", "IDesk.Close", Behind("IDesk")),
        (RefusalReason.BehindAlias, "extern alias foreign; interface IDesk<T> where T : foreign::Foreign.IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); }", "IDesk.Close", Behind("IDesk")),
        (RefusalReason.UnsayableType, "[assembly: {|#0:BrokerCall(typeof(Other.IDesk), \"Send\")|}]", "IDesk.Send", "'Order'' has a name of another language, which C# cannot write; take a type that it can name"),
        (RefusalReason.UnsayableType, "[assembly: {|#0:BrokerCall(typeof(Other.IDesk<>), \"Close\")|}]", "IDesk<>.Close", "'Order'' has a name of another language, which C# cannot write; take a type that it can name"),
        (RefusalReason.WrapperNameTaken, "class TracedDesk<T> { } class Outer<T> { internal interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); } }", "IDesk.Close", "its wrapper would be called 'TracedDesk<T>', and there is such a type; rename one of them"),
        (RefusalReason.WrapperNameTaken, "class TracedDesk { } interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); }", "IDesk.Close", "its wrapper would be called 'TracedDesk', and there is such a type; rename one of them"),
        (RefusalReason.WrapperNameTaken, "namespace Ext.TracedDesk.Venues { class Other { } } namespace Ext { interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(); } }", "IDesk.Close", "its wrapper would be called 'TracedDesk', and there is such a namespace; rename one of them"),
        (RefusalReason.BlankName, "interface IDesk { [{|#0:BrokerCall(\" \")|}] void Close(); }", "IDesk.Close", "its name is blank; give the name that it has in traces"),
        (RefusalReason.WrongForm, "interface IDesk { [{|#0:BrokerCall(typeof(IDesk), \"Close\")|}] void Close(); }", "IDesk.Close", "the form with a type and a member is for assemblies; give the call's name alone"),
        (RefusalReason.WrongForm, "[assembly: {|#0:BrokerCall(\"close\")|}]", "TestProject", "on an assembly the attribute names a type and one of its methods; write [assembly: BrokerCall(typeof(T), nameof(T.Method))]"),
        (RefusalReason.WrongForm, "[assembly: {|#0:BrokerCall(typeof(IDesk), null!)|}] interface IDesk { void Close(); }", "TestProject", "on an assembly the attribute names a type and one of its methods; write [assembly: BrokerCall(typeof(T), nameof(T.Method))]"),
        (RefusalReason.WrongForm, "[assembly: {|#0:BrokerCall(null!, \"Close\")|}]", "TestProject", "on an assembly the attribute names a type and one of its methods; write [assembly: BrokerCall(typeof(T), nameof(T.Method))]"),
        (RefusalReason.NoSuchMember, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"Clsoe\")|}] interface IDesk { void Close(); }", "IDesk.Clsoe", "'IDesk' has no method of that name; did you mean 'Close'?"),
        (RefusalReason.NoSuchMember, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"Withdraw\")|}] interface IDesk { void Close(); }", "IDesk.Withdraw", "'IDesk' has no method of that name"),
        (RefusalReason.NoSuchMember, "[assembly: {|#0:BrokerCall(typeof(Gen<>.IDesk), \"Clos\")|}] class Gen<T> { internal interface IDesk : IBase { void Open(T order); } internal interface IBase { void Close(); } }", "Gen<>.IDesk.Clos", "'Gen<T>.IDesk' has no method of that name; did you mean 'Close'?"),
        (RefusalReason.NotAMethod, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"Size\")|}] interface IDesk { int Size { get; } }", "IDesk.Size", "'Size' is no method, and only methods are traced; name a method"),
        (RefusalReason.WrappedElsewhere, "[assembly: {|#0:BrokerCall(typeof(Boundary.IDesk), \"Withdraw\")|}]", "IDesk.Withdraw", "'IDesk' has its wrapper in 'Boundary', which passes the method through; annotate it there"),
        (RefusalReason.StaticMember, "class Desk { [{|#0:BrokerCall(\"close\")|}] public static void Close() { } }", "Desk.Close", "it is static, and a wrapper stands in front of an instance; make it an instance method"),
        (RefusalReason.StaticMember, "interface IDesk { [{|#0:BrokerCall(\"close\")|}] static abstract void Close(); }", "IDesk.Close", "it is static, and a wrapper stands in front of an instance; make it an instance method"),
        (RefusalReason.NotOrdinary, "class Desk { public int Size { [{|#0:BrokerCall(\"size\")|}] get; set; } }", "Desk.get_Size", "only methods of a type are traced, no accessors, operators, constructors, local functions or lambdas; annotate a method that does it"),
        (RefusalReason.NotOrdinary, "class Desk { void Run() { Close(); [{|#0:BrokerCall(\"close\")|}] void Close() { } } }", "Desk.Close", "only methods of a type are traced, no accessors, operators, constructors, local functions or lambdas; annotate a method that does it"),
        (RefusalReason.NotOrdinary, "class Desk { [{|#0:BrokerCall(\"add\")|}] public static Desk operator +(Desk left, Desk right) => left; }", "Desk.op_Addition", "only methods of a type are traced, no accessors, operators, constructors, local functions or lambdas; annotate a method that does it"),
        (RefusalReason.NotOrdinary, "class Desk { void Run() { System.Action close = [{|#0:BrokerCall(\"close\")|}] () => { }; close(); } }", "Desk.Run (a lambda)", "only methods of a type are traced, no accessors, operators, constructors, local functions or lambdas; annotate a method that does it"),
        (RefusalReason.NotOrdinary, "class Desk { System.Action _close = () => { System.Action close = [{|#0:BrokerCall(\"close\")|}] () => { }; close(); }; }", "Desk._close (a lambda)", "only methods of a type are traced, no accessors, operators, constructors, local functions or lambdas; annotate a method that does it"),
        (RefusalReason.Extension, "interface IDesk { } static class Desks { [{|#0:BrokerCall(\"close\")|}] public static void Close(this IDesk desk) { } }", "Desks.Close", "it is an extension, and a wrapper stands in front of the broker's own methods; annotate those that it calls"),
        (RefusalReason.ExplicitImplementation, "interface IDesk { void Close(); } class Desk : IDesk { [{|#0:BrokerCall(\"close\")|}] void IDesk.Close() { } }", "Desk.IDesk.Close", "it implements an interface explicitly and is called through that; annotate the interface's method"),
        (RefusalReason.UnreachableMember, "class Desk { [{|#0:BrokerCall(\"close\")|}] private void Close() { } }", "Desk.Close", "it is private, so that generated code cannot call it; make it internal or public"),
        (RefusalReason.UnreachableMember, "class Desk { [{|#0:BrokerCall(\"close\")|}] protected void Close() { } }", "Desk.Close", "it is protected, so that generated code cannot call it; make it internal or public"),
        (RefusalReason.UnreachableMember, "class Desk { [{|#0:BrokerCall(\"close\")|}] private protected void Close() { } }", "Desk.Close", "it is private protected, so that generated code cannot call it; make it internal or public"),
        (RefusalReason.NotInCSharp, "[assembly: {|#0:BrokerCall(typeof(Other.IDesk), \"Place order\")|}]", "IDesk.Place order", "C# cannot call it: its name, or what its signature says, is of another language; put a method that C# can call in front of it"),
        (RefusalReason.NotInCSharp, "[assembly: {|#0:BrokerCall(typeof(Other.IDesk), \"Locate\")|}]", "IDesk.Locate", "C# cannot call it: its name, or what its signature says, is of another language; put a method that C# can call in front of it"),
        (RefusalReason.Pointer, "unsafe interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(byte* id); }", "IDesk.Close", "'byte*' is a pointer, and generated code is safe code; take a span, a reference or an nint"),
        (RefusalReason.Pointer, "unsafe interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(delegate*<int, void>[] then); }", "IDesk.Close", "'delegate*<int, void>[]' is a pointer, and generated code is safe code; take a span, a reference or an nint"),
        (RefusalReason.VariableArguments, "interface IDesk { [{|#0:BrokerCall(\"close\")|}] void Close(__arglist); }", "IDesk.Close", "it takes __arglist, which cannot be passed on; take params"),
        (RefusalReason.ReadOnlyReference, "[assembly: {|#0:BrokerCall(typeof(Other.Feed), \"Read\")|}]", "Feed.Read", "it takes 'ref readonly', which C# before version 12 cannot pass on; build with C# 12 or later"),
        (RefusalReason.ReceiverInText, "[System.Runtime.CompilerServices.InterpolatedStringHandler] struct Text { public Text(int literals, int holes, Desk desk) { } } class Desk { [{|#0:BrokerCall(\"say\")|}] public void Say([System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(\"\")] Text text) { } }", "Desk.Say", "an interpolated string that it takes is made with the broker that it is called on, and the wrapper is none; give the broker to the method alone"),
        (RefusalReason.Constraint, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"Send\")|}] interface IBase<T> { void Send<TOrder>(TOrder order) where TOrder : T; } interface IDesk : IBase<string> { }", "IDesk.Send", "a type argument makes 'string' a constraint of it, which C# cannot write; annotate the type that declares it, or take the constraint away"),
        (RefusalReason.Conditional, "class Desk { [System.Diagnostics.Conditional(\"AUDIT\"), {|#0:BrokerCall(\"audit\")|}] public void Audit() { } }", "Desk.Audit", "it is [Conditional], so that the compiler leaves its calls out, and would not leave out those of the wrapper; take the attribute away"),
        (RefusalReason.ReturnsByReference, "interface IDesk { [{|#0:BrokerCall(\"slot\")|}] ref int Slot(); }", "IDesk.Slot", "it returns a reference, through which the broker can be changed after the call; return a value. The wrapper passes it through"),
        (RefusalReason.OwnName, "interface IDesk { [{|#0:BrokerCall(\"points\")|}] void TracePoints(); }", "IDesk.TracePoints", "the wrapper has a 'TracePoints' of its own; rename the method"),
        (RefusalReason.OwnName, "interface IDesk { [{|#0:BrokerCall(\"self\")|}] void TracedDesk(); }", "IDesk.TracedDesk", "the wrapper has a 'TracedDesk' of its own; rename the method"),
        (RefusalReason.OwnName, "interface IDesk<TracePoints> { [{|#0:BrokerCall(\"send\")|}] void Send(TracePoints order); }", "IDesk.Send", "the wrapper has a 'TracePoints' of its own; rename the type parameter"),
        (RefusalReason.OwnName, "class Outer<TracePoints> { internal interface IDesk { [{|#0:BrokerCall(\"send\")|}] void Send(TracePoints order); } }", "IDesk.Send", "the wrapper has a 'TracePoints' of its own; rename the type parameter"),
        (RefusalReason.OwnName, "class Outer<Send> { internal interface IDesk { [{|#0:BrokerCall(\"send\")|}] void Send(); } }", "IDesk.Send", "the wrapper has a 'Send' of its own; rename the method"),
        (RefusalReason.OwnName, "class Outer<T> { internal interface IDesk<T> { [{|#0:BrokerCall(\"send\")|}] void T2(); } }", "IDesk.T2", "the wrapper has a 'T2' of its own; rename the method"),
        (RefusalReason.ObjectMember, "interface IDesk { [{|#0:BrokerCall(\"text\")|}] string ToString(); }", "IDesk.ToString", "'ToString' belongs to every object, and the wrapper's is its own; rename the method"),
        (RefusalReason.NameShared, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"Size\")|}] interface IOne { int Size { get; } } interface ITwo { int Size(); } interface IDesk : IOne, ITwo { }", "IDesk.Size", "'Size' is also a member of another kind, and the wrapper can have only one of them; rename the method, or annotate the type that declares it alone"),
        (RefusalReason.NameShared, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"get_Size\")|}] interface IOne { int Size { get; } } interface ITwo { int get_Size(); } interface IDesk : IOne, ITwo { }", "IDesk.get_Size", "'get_Size' is also a member of another kind, and the wrapper can have only one of them; rename the method, or annotate the type that declares it alone"),
        (RefusalReason.Overshadowed, "interface IDesk { [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] void Find(object? id); [{|#0:BrokerCall(\"find\")|}] void Find(string? id); }", "IDesk.Find", "an overload of a higher priority fits wherever it does, so that no call means it; change the priorities"),
        (RefusalReason.Overshadowed, "partial class Desk { [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] public void Find(object? id) { } public partial void Find(string? id); } partial class Desk { [{|#0:BrokerCall(\"find\")|}] public partial void Find(string? id) { } }", "Desk.Find", "an overload of a higher priority fits wherever it does, so that no call means it; change the priorities"),
        (RefusalReason.Replacing, "class Desk { [{|#0:BrokerCall(\"close\")|}] public void Close(long id) { } [System.Diagnostics.Conditional(\"SIMULATION\")] public void Close(int id) { } }", "Desk.Close", "its overload 'Desk.Close(int)' cannot be in the wrapper, where calls of that one would come here; rename one of them"),
        (RefusalReason.Replacing, "unsafe class Desk { [{|#0:BrokerCall(\"send\")|}] public void Send(int size, object id) { } public void Send(int* size, string id) { } }", "Desk.Send", "its overload 'Desk.Send(int*, string)' cannot be in the wrapper, where calls of that one would come here; rename one of them"),
        (RefusalReason.Unranked, "[assembly: {|#0:BrokerCall(typeof(IInts), \"Both\")|}] interface IPair<T> { void Both(T left, int right); void Both(int left, T right); } interface IInts : IPair<int> { }", "IInts.Both", "a type argument makes it the same as another overload, and no call can tell which of them it means; rename one of them"),
        (RefusalReason.Unranked, "[assembly: {|#0:BrokerCall(typeof(IDesk), \"Send\")|}] interface IRoot { void Send(int size); } interface IOne : IRoot { void Send(object any); } interface ITwo { void Send(long size); } interface IDesk : IOne, ITwo { }", "IDesk.Send", "which of its overloads comes before which is more than the wrapper, with all of them in one type, can say; rename it"),
        (RefusalReason.ExtensionHidden, "interface IBase { object Traced(object flow); } interface IDesk : IBase { [{|#0:BrokerCall(\"close\")|}] void Close(); }", "IDesk.Close", Hidden("IDesk")),
        (RefusalReason.ExtensionHidden, "class Desk { public static T Traced<T>(T flow, int size = 0) => flow; [{|#0:BrokerCall(\"close\")|}] public void Close() { } }", "Desk.Close", Hidden("Desk")),
        (RefusalReason.ExtensionHidden, "interface IDesk { int Traced(params System.ValueType[] all); [{|#0:BrokerCall(\"close\")|}] void Close(); }", "IDesk.Close", Hidden("IDesk")),
        (RefusalReason.ExtensionHidden, "namespace Extended.Bot { interface IDesk : IBase { [{|#0:BrokerCall(\"close\")|}] void Close(); } }", "IDesk.Close", Rivalled("Tracing.Traced<T>(IBase, T, int)")),
        (RefusalReason.ExtensionHidden, "[assembly: {|#0:BrokerCall(typeof(System.IDisposable), \"Dispose\")|}]", "IDisposable.Dispose", Rivalled("Tracing.Traced(IDisposable, RiskFlow)")),
        (RefusalReason.ExtensionHidden, "interface IDesk { System.Action Traced { get; } [{|#0:BrokerCall(\"close\")|}] void Close(); }", "IDesk.Close", Hidden("IDesk")),
    ];

    private static string Hidden(string type) => $"where 'Traced(flow)' is called, because '{type}' has a 'Traced' of its own that comes before the generated one; rename it, or construct the wrapper";

    private static string Rivalled(string extension) => $"where 'Traced(flow)' is called, because the extension '{extension}' of 'Extensions' comes before the generated one, or is as good; construct the wrapper";

    private static string Behind(string type) => $"'{type}' has a name only behind an extern alias, and generated code declares none; give its reference the alias 'global' too";

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Fact]
    public void Every_reason_has_a_test() => Assert.Equal(Enum.GetValues<RefusalReason>(), Cases.Select(static test => test.Reason).Distinct().Order());

    [Theory, MemberData(nameof(Numbers))]
    public async Task Names_the_reason(int number)
    {
        (RefusalReason reason, string source, string subject, string text) = Cases[number];
        AnalyzerTest<UntracedAnnotation> test = Test(source);
        if (reason == RefusalReason.ReadOnlyReference)
            test.Broken().Version = LanguageVersion.CSharp11;
        test.AllowUnsafe = true;
        test.ExpectedDiagnostics.Add(AnalyzerTest<UntracedAnnotation>.Reported().WithLocation(0).WithMessage($"'{subject}' is not traced: {text}"));
        await test.RunAsync();
    }

    /// <summary>An attribute of the assembly names overloads, of which some are traced, or each is refused for another reason.</summary>
    [Theory]
    [InlineData("ToString", "class Desk { public override string ToString() => \"\"; public string ToString(int digits) => \"\"; }",
        "'Desk.ToString()' is not traced: 'ToString' belongs to every object, and the wrapper's is its own; rename the method")]
    [InlineData("ToString", "class Base { public override string ToString() => \"\"; } class Desk : Base { public override string ToString() => \"\"; public string ToString(int digits) => \"\"; }",
        "'Desk.ToString()' is not traced: 'ToString' belongs to every object, and the wrapper's is its own; rename the method")]
    [InlineData("Close", "unsafe class Desk { public void Close(byte* id) { } public void Close(string id, int size) { } public ref int Close() => throw new(); }",
        "'Desk.Close(byte*)' is not traced: 'byte*' is a pointer, and generated code is safe code; take a span, a reference or an nint",
        "'Desk.Close()' is not traced: it returns a reference, through which the broker can be changed after the call; return a value. The wrapper passes it through")]
    [InlineData("Close", "unsafe class Desk { public void Close(byte* id) { } public static void Close(string id, int size) { } }",
        "'Desk.Close(byte*)' is not traced: 'byte*' is a pointer, and generated code is safe code; take a span, a reference or an nint",
        "'Desk.Close(string, int)' is not traced: it is static, and a wrapper stands in front of an instance; make it an instance method")]
    [InlineData("Close", "unsafe class Desk { public void Close(byte* id) { } public void Close(byte* id, int size) { } }",
        "'Desk.Close' is not traced: 'byte*' is a pointer, and generated code is safe code; take a span, a reference or an nint")]
    public Task Names_each_refused_overload(string member, string source, params string[] messages)
    {
        AnalyzerTest<UntracedAnnotation> test = Test($"[assembly: {{|#0:BrokerCall(typeof(Desk), \"{member}\")|}}] {source}");
        test.AllowUnsafe = true;
        test.ExpectedDiagnostics.AddRange(messages.Select(static message => AnalyzerTest<UntracedAnnotation>.Reported().WithLocation(0).WithMessage(message)));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"close\")] bool TryClose<T>(ref int size, out string reason, System.ReadOnlySpan<byte> bytes) where T : allows ref struct; }")]
    [InlineData("class Desk { [BrokerCall(\"close\")] internal void Close() { } [BrokerCall(\"more\")] protected internal void More() { } }")]
    [InlineData("class Outer { internal class Desk { [BrokerCall(\"close\")] public void Close() { } } }")]
    [InlineData("class Outer<T> { internal interface IDesk { [BrokerCall(\"close\")] void Close(T order); } }")]
    [InlineData("[assembly: BrokerCall(typeof(Outer<>.Inner<,>.IDesk), \"Close\")] class Outer<T> { internal class Inner<U, V> { internal interface IDesk { void Close(T order); } } }")]
    [InlineData("interface IDesk { static int Count => 1; int Flow { get; } ref int Slot(); [BrokerCall(\"close\")] void Close(); }")]
    [InlineData("interface IDesk<T> { [BrokerCall(\"close\")] System.Collections.Generic.IAsyncEnumerable<T> Close(); }")]
    [InlineData("interface IDesk { [BrokerCall(\"text\")] string ToString(int size); [BrokerCall(\"equal\")] bool Equals(string other); }")]
    [InlineData("[assembly: BrokerCall(typeof(IDesk), \"Close\")] interface IBase { void Close(); } interface IDesk : IBase { }")]
    [InlineData("[assembly: BrokerCall(typeof(System.Collections.Generic.List<int>), \"Add\")]")]
    [InlineData("[assembly: BrokerCall(typeof(Desk), \"Dispose\")] class Desk { public void Dispose() { } protected virtual unsafe void Dispose(byte* id) { } private static void Dispose(string id) { } }")]
    [InlineData("unsafe class Desk { [BrokerCall(\"send\")] public void Send(int size, string id) { } public void Send(int* size, string id) { } }")]
    [InlineData("[assembly: BrokerCall(typeof(Desk), \"Equals\")] class Desk { public bool Equals(Desk other) => true; }")]
    [InlineData("[assembly: BrokerCall(typeof(Desk), \"Close\")] unsafe interface IDesk { void Close(byte* id); } unsafe class Desk : IDesk { void IDesk.Close(byte* id) { } public void Close() { } }")]
    [InlineData("[assembly: BrokerCall(typeof(Other.IDesk), \"Two\")]")]
    [InlineData("[assembly: BrokerCall(typeof(Boundary.IDesk), \"Close\"), BrokerCall(typeof(Boundary.IDesk), \"Flatten\")]")]
    [InlineData("struct Desk : IDesk { public void Close() { } } interface IDesk { [BrokerCall(\"close\")] void Close(); }")]
    [InlineData("partial class Desk { public partial void Close(); } partial class Desk { [BrokerCall(\"close\")] public partial void Close() { } }")]
    [InlineData("class Desk { public int Traced() => 1; public int Traced(string flow) => 2; public int Traced(ref RiskFlow flow) => 3; private int Traced(RiskFlow flow) => 4; [BrokerCall(\"close\")] public void Close() { } }")]
    [InlineData("interface ITraceable { int Traced(RiskFlow flow); } class Desk : ITraceable { int ITraceable.Traced(RiskFlow flow) => 1; [BrokerCall(\"close\")] public void Close() { } }")]
    [InlineData("namespace Extended { interface IDesk { [BrokerCall(\"close\")] void Close(); } }")]
    [InlineData("namespace Boundary { interface IOther { [BrokerCall(\"close\")] void Close(); } }")]
    [InlineData("interface IDesk : Extended.IBase, System.IDisposable { [BrokerCall(\"close\")] void Close(); }")]
    [InlineData("interface IDesk { int Traced { get; } [BrokerCall(\"close\")] void Close(); }")]
    [InlineData("readonly struct TracedDesk { public TracedDesk(IDesk broker, RiskFlow flow) { } } interface IDesk { [BrokerCall(\"close\")] void Close(); }")]
    [InlineData("readonly struct TracedDesk<T, U> { public TracedDesk(Outer<T>.IDesk<U> broker, RiskFlow flow) { } } class Outer<T> { internal interface IDesk<U> { [BrokerCall(\"close\")] void Close(); } }")]
    [InlineData("readonly struct TracedIDesk { public TracedIDesk(IDesk broker, RiskFlow flow) { } } readonly struct TracedDesk { public TracedDesk(Desk broker, RiskFlow flow) { } } interface IDesk { [BrokerCall(\"close\")] void Close(); } class Desk : IDesk { [BrokerCall(\"end\")] public void Close() { } }")]
    public Task Stays_silent(string source)
    {
        AnalyzerTest<UntracedAnnotation> test = Test(source);
        test.AllowUnsafe = true;
        return test.RunAsync();
    }

    [Theory]
    [InlineData("struct Desk { [BrokerCall( public void Close() { } }")]
    [InlineData("struct Desk { [BrokerCall(7)] public void Close() { } }")]
    [InlineData("struct Desk { [BrokerCall(Missing.Name)] public void Close() { } }")]
    [InlineData("[assembly: BrokerCall(typeof(Missing), \"Close\")]")]
    [InlineData("[assembly: BrokerCall(typeof(), \"Close\")]")]
    [InlineData("interface IDesk { [BrokerCall(\"close\")] void Close(Missing size); }")]
    [InlineData("interface IDesk { [BrokerCall(\"close\")] void Close(int, int); }")]
    [InlineData("[BrokerCall(\"close\")]")]
    [InlineData("interface IDesk { [BrokerCall(\"close\")] }")]
    public Task Stays_silent_on_half_typed_code(string source) => Test(source).Broken().RunAsync();

    [Fact]
    public Task Stays_silent_in_generated_code() => Test("""
        // <auto-generated/>
        struct Desk { [BrokerCall("close")] public void Close() { } }
        """).RunAsync();

    [Theory]
    [InlineData("struct Desk { [BrokerCall(\"close\")] public void Close() { } }")]
    [InlineData("[assembly: BrokerCall(typeof(IDesk), \"Withdraw\")] interface IDesk { void Close(); }")]
    public Task Stays_silent_in_test_projects(string source) => Test(source).GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Speaks_in_a_test_project_that_asks() => Test("""struct Desk { [[|BrokerCall("close")|]] public void Close() { } }""")
        .GlobalConfig("build_property.IsTestProject = true").EditorConfig("dotnet_diagnostic.RTG0105.severity = warning").RunAsync();

    [Fact]
    public Task A_pragma_suppresses_it() => Test("""
        #pragma warning disable RTG0105
        struct Desk { [BrokerCall("close")] public void Close() { } }
        """).RunAsync();

    [Fact]
    public Task An_attribute_suppresses_it() => Test("""
        struct Desk { [System.Diagnostics.CodeAnalysis.SuppressMessage("RiskTraceGen.Tracing", "RTG0105")] [BrokerCall("close")] public void Close() { } }
        """).RunAsync();

    [Fact]
    public Task An_editorconfig_suppresses_it() => Test("""struct Desk { [BrokerCall("close")] public void Close() { } }""")
        .EditorConfig("dotnet_diagnostic.RTG0105.severity = none").RunAsync();

    private static AnalyzerTest<UntracedAnnotation> Test(params string[] sources) => new AnalyzerTest<UntracedAnnotation>(sources).References(Boundary).References(Foreign).References(Extensions).References(Other);
}
