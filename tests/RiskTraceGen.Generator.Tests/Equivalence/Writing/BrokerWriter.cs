namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Writes the declaration of a broker and of what implements it.</summary>
internal sealed class BrokerWriter(BrokerForm form, IReadOnlyList<Member> members, IReadOnlyList<Extra> extras)
{
    private readonly string _type = form.Type is { } type ? $"<{type.Variance}{TypeParameter.Name}>" : "";
    private readonly string _parameters = form.Type is null ? "" : $"<{TypeParameter.Name}>";
    private readonly string _constraint = form.Type?.Constraint ?? "";

    /// <summary>What makes a broker.</summary>
    public string New => $"new {form.Scope}{(IsItsOwn ? form.Name : form.ImplementationName)}{(form.Type is { } type ? $"<{type.Implementation}>" : "")}(log)";

    private bool IsItsOwn => form.Kind is Shape.Class or Shape.RecordBroker or Shape.SealedOverrides;

    public string Write()
    {
        string types = string.Join("\n\n", form.IsInterface ? Interface() : Class());
        string outer = form.Outer is { } parameter ? $"<{TypeParameter.Name}>{parameter.Constraint}" : "";
        return form.IsNested ? $"{form.Accessibility} static class Outer{form.Suffix}{outer}\n{Block.Of(types)}" : types;
    }

    private IEnumerable<string> Interface()
    {
        string[] bases = Bases();
        if (bases.Length > 0)
        {
            string[] contracts = form.Kind == Shape.AmbiguousBaseMembers ? ["string Label { get; }", "int Same(int number);"] : [];
            for (int i = 0; i < bases.Length; i++)
                yield return $"{form.Accessibility} interface {bases[i]}\n{Block.Of([.. MembersOf(i + 1).Select(Declared), .. contracts])}";
        }

        string inherited = bases.Length > 0 ? " : " + string.Join(", ", bases) : "";
        yield return $"{form.Accessibility} interface {form.Name}{_type}{inherited}{_constraint}\n{Block.Of([.. Contract(), .. extras.Select(extra => extra.Contract)])}";
        string kind = form.Kind == Shape.StructBehindAnInterface ? "struct" : "sealed class";
        string[] ambiguous = form.Kind == Shape.AmbiguousBaseMembers ? ["public string Label => \"label\";", "public int Same(int number) => number;"] : [];
        yield return $"{form.Accessibility} {kind} {form.ImplementationName}{_parameters}(Log log) : {form.Name}{_parameters}{_constraint}\n"
            + Block.Of([.. Implementation(), .. ambiguous, .. extras.Select(extra => extra.Implementation)]);
    }

    private IEnumerable<string> Class()
    {
        string implementation = string.Join("\n\n", extras.Select(extra => extra.Implementation).Where(text => text.Length > 0));
        switch (form.Kind)
        {
            case Shape.Class:
                yield return $"{form.Accessibility} class {form.Name}{_parameters}(Log log){_constraint}\n{Block.Of([.. members.Select(member => Implemented(member, "public ", marks: true)), implementation])}";
                break;
            case Shape.RecordBroker:
                yield return $"{form.Accessibility} record {form.Name}(Log log)\n{Block.Of([.. members.Select(member => Implemented(member, "public ", marks: true)), implementation])}";
                break;
            case Shape.SealedOverrides:
                yield return $"{form.Accessibility} abstract class Base{form.ImplementationName}\n{Block.Of(members.Select(Abstract))}";
                yield return $"{form.Accessibility} sealed class {form.Name}(Log log) : Base{form.ImplementationName}\n"
                    + Block.Of([.. members.Select(member => Implemented(member, "public sealed override ", marks: true)), implementation]);
                break;
            default:
                bool isAbstract = form.Kind == Shape.AbstractMembers;
                yield return $"{form.Accessibility} {(isAbstract ? "abstract " : "")}class {form.Name}\n{Block.Of([.. members.Select(member => isAbstract ? Abstract(member) : Virtual(member)), implementation])}";
                yield return $"{form.Accessibility} class {form.ImplementationName}(Log log) : {form.Name}\n{Block.Of(members.Select(member => Implemented(member, "public override ", marks: false)))}";
                break;
        }
    }

    private string[] Bases() => form.Kind switch
    {
        Shape.BaseInterfaces or Shape.AmbiguousBaseMembers or Shape.CombinedInterfaces => [$"IFirst{form.Suffix}", $"ISecond{form.Suffix}"],
        _ => [],
    };

    // The broker has members of its own, or it brings two others together.
    private IEnumerable<Member> MembersOf(int place) => members.Where((_, number) => Bases().Length switch
    {
        0 => place == 0,
        _ when form.Kind == Shape.CombinedInterfaces => (number % 2) + 1 == place,
        _ => number % 3 == place,
    });

    private IEnumerable<string> Contract() => form.Kind == Shape.DefaultMembers
        ? MembersOf(0).Select(member => Marked(member) + (member.IsAsync ? "async " : "") + member.Signature + member.Constraints + "\n" + MemberBody.Of(member, "Log log = Log;")).Append("Log Log { get; }")
        : MembersOf(0).Select(Declared);

    private IEnumerable<string> Implementation() => form.Kind switch
    {
        Shape.DefaultMembers => ["public Log Log => log;"],
        Shape.ExplicitImplementation => members.Select(member
            => $"{(member.IsAsync ? "async " : "")}{member.ExplicitSignature(form.Name + _parameters)}\n{MemberBody.Of(member)}"),
        _ => members.Select(member => Implemented(member, "public ", marks: false)),
    };

    private string Marked(Member member) => member.Attributes(marks: !form.IsForeign);

    private string Declared(Member member) => $"{Marked(member)}{member.Signature}{member.Constraints};";

    private string Abstract(Member member) => $"{Marked(member)}public abstract {member.Signature}{member.Constraints};";

    private string Virtual(Member member) => $"{Marked(member)}public virtual {member.Signature}{member.Constraints}\n{Block.Of("throw new InvalidOperationException(\"overridden\");")}";

    private string Implemented(Member member, string modifiers, bool marks)
    {
        string constraints = modifiers.Contains("override", StringComparison.Ordinal) ? "" : member.Constraints;
        return $"{(marks ? Marked(member) : "")}{modifiers}{(member.IsAsync ? "async " : "")}{member.Signature}{constraints}\n{MemberBody.Of(member)}";
    }
}
