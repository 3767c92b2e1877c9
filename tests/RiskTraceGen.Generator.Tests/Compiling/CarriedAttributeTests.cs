namespace RiskTraceGen.Generator.Tests;

/// <summary>Attributes in generated code mean what they mean at the broker.</summary>
public sealed class CarriedAttributeTests
{
    [Fact]
    public void AnAttributeOfTheUserIsNotTakenForOneOfTheFramework()
    {
        Generated generated = Consumer.Of("""
            using System;
            using RiskTraceGen;
            namespace Bot;
            [AttributeUsage(AttributeTargets.All)] public sealed class NotNullAttribute : Attribute { }
            public sealed class ObsoleteAttribute : Attribute { }
            public sealed class GeneratedCodeAttribute : Attribute { }
            public sealed class CallerMemberNameAttribute : Attribute { }
            public interface IDesk
            {
                [BrokerCall("close")] void Close([System.Diagnostics.CodeAnalysis.NotNull] string? text);
                [BrokerCall("old"), System.Obsolete] void Old();
                [BrokerCall("named")] void Named([System.Runtime.CompilerServices.CallerMemberName] string name = "");
            }
            """).Generate().WithoutComplaints();
        string wrapper = generated["Bot.IDesk.Traced.g.cs"];
        Assert.Contains("[global::System.Diagnostics.CodeAnalysis.NotNull] string? text", wrapper);
        Assert.Contains("[global::System.Obsolete]", wrapper);
        Assert.Contains("[global::System.CodeDom.Compiler.GeneratedCode(", wrapper);
        Assert.Contains("[global::System.Runtime.CompilerServices.CallerMemberName] string name", wrapper);
        Assert.Contains(", ExcludeFromCodeCoverage]", wrapper);
    }

    [Fact]
    public void WhatTrimmingHasToKnowIsCarried()
    {
        string wrapper = Consumer.Of("""
            using System;
            using System.Diagnostics.CodeAnalysis;
            using RiskTraceGen;
            public interface IDesk<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>
            {
                [BrokerCall("make")] object? Make([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods)] Type type);
                [BrokerCall("make_of")] object? MakeOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] U>(U model);
                [BrokerCall("repeat", Retries = 1, TimeoutMilliseconds = 10)] object? Repeat([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type kind);
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] [BrokerCall("find")] Type Find();
                [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type Kind { get; set; }
            }
            """).Generate().WithoutComplaints()["IDesk{T}.Traced.g.cs"];
        Assert.Contains("struct TracedDesk<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>", wrapper);
        Assert.Contains("Traced<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(this", wrapper);
        Assert.Contains("MakeOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] U>(U model)", wrapper);
        Assert.Contains("[DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)11)] Type type", wrapper);
        Assert.Contains("[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] internal Type _kind;", wrapper);
        Assert.Contains("[return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]", wrapper);
        Assert.Contains("return result;", wrapper);
        Assert.Contains("[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]\n    public Type Kind", wrapper.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void WhatPoliciesHandBackKeepsItsMembersAndSoDoesWhatTakesOver()
    {
        string wrapper = Consumer.Of("""
            using System;
            using System.Diagnostics.CodeAnalysis;
            using RiskTraceGen;
            public interface IDesk
            {
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] [BrokerCall("find", Fallback = nameof(Known))] Type Find(string name);
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type Known(string name);
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] [BrokerCall("seek", Fallback = nameof(Any))] Type Seek(string name);
                Type Any(string name);
                [BrokerCall("take", Fallback = nameof(TakeAll))] void Take(Type type);
                void TakeAll([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type type);
                [BrokerCall("make", Fallback = nameof(MakeAll))] void Make<T>();
                void MakeAll<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>();
            }
            """).Generate().WithoutComplaints()["IDesk.Traced.g.cs"];

        Assert.Contains("""
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
                [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "What is handed back is the broker's own result, whose members are kept.")]
                public Type Find(string name)
            """.ReplaceLineEndings("\n"), wrapper.ReplaceLineEndings("\n"));
        Assert.Contains("flow).Known(_name)", wrapper);
        Assert.Equal(1, wrapper.Split("FallBack(").Length - 1);
    }

    [Fact]
    public void WhatAnAccessorSaysOfNullIsCarried()
        => Consumer.Of("""
            using System.Diagnostics.CodeAnalysis;
            using RiskTraceGen;
            public interface IDesk
            {
                [BrokerCall("a")] void A();
                string? Name { get; [param: DisallowNull] set; }
                string Text { [return: MaybeNull] get; [param: AllowNull] set; }
                string? this[[DisallowNull] string? key] { get; [param: DisallowNull] set; }
            }
            """).Generate().WithoutComplaints();

    [Fact]
    public void AWrapperInAnAssemblyThatKeepsTheCommonRulesSaysThatItDoesNot()
    {
        const string Desk = """
            using System;
            using RiskTraceGen;
            public sealed record Tick(int Price);
            public interface IDesk { [BrokerCall("u"), CLSCompliant(false)] uint Size(uint size); }
            internal interface IInner { [BrokerCall("i")] uint Size(uint size); }
            [RiskRule("r")] public sealed class Limit { public RuleResult Check(Tick tick) => RuleResult.Pass; }
            """;
        Generated generated = Consumer.Of(Desk, "[assembly: System.CLSCompliant(true)]").Generate();
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains(".g.cs", StringComparison.Ordinal));
        Assert.Contains("[CLSCompliant(false)]", generated["IDesk.Traced.g.cs"]);
        Assert.DoesNotContain("CLSCompliant", generated["IInner.Traced.g.cs"]);
    }
}
