const fs=require('fs'); const d=require('docx');
const {Document,Packer,Paragraph,TextRun,Table,TableRow,TableCell,Header,Footer,PageNumber,AlignmentType,WidthType,BorderStyle,LevelFormat,convertMillimetersToTwip:mm,TabStopType}=d;
const none={style:BorderStyle.NONE,size:0,color:"FFFFFF"}; const noB={top:none,bottom:none,left:none,right:none,insideHorizontal:none,insideVertical:none};
const c=(t,o={})=>new Paragraph({alignment:AlignmentType.CENTER,children:[new TextRun({text:t,...o})]});
const doc=new Document({creator:"Văn phòng",title:"Kế hoạch",styles:{default:{document:{run:{font:"Times New Roman",size:28}}}},
 numbering:{config:[{reference:"muc",levels:[{level:0,format:LevelFormat.DECIMAL,text:"%1.",alignment:AlignmentType.LEFT,style:{paragraph:{indent:{left:0,firstLine:567}}}},{level:1,format:LevelFormat.LOWER_LETTER,text:"%2)",style:{paragraph:{indent:{left:567,hanging:283}}}}]}]},
 sections:[{properties:{titlePage:true,page:{size:{width:11906,height:16838},margin:{top:1134,bottom:1134,left:1701,right:850,header:567,footer:567}}},
  headers:{default:new Header({children:[new Paragraph({alignment:AlignmentType.CENTER,children:[new TextRun({children:[PageNumber.CURRENT],size:28})]})]}),first:new Header({children:[new Paragraph("")]})},
  children:[
   new Table({width:{size:9355,type:WidthType.DXA},columnWidths:[4139,5216],borders:noB,rows:[new TableRow({children:[
     new TableCell({borders:noB,width:{size:4139,type:WidthType.DXA},children:[c("ĐẢNG BỘ HUYỆN SƠN DƯƠNG"),c("ĐẢNG UỶ XÃ MẪU",{bold:true}),c("*")]}),
     new TableCell({borders:noB,width:{size:5216,type:WidthType.DXA},children:[c("Đảng Cộng sản Việt Nam",{bold:true,size:30,allCaps:true})]})]})]}),
   c("KẾ HOẠCH",{bold:true,size:32}),
   new Paragraph({alignment:AlignmentType.JUSTIFIED,indent:{firstLine:567},spacing:{line:360,lineRule:"exact",before:120},children:[new TextRun("Thực hiện Nghị quyết, "),new TextRun({text:"Đảng uỷ",italics:true}),new TextRun(" xây dựng kế hoạch.")]}),
   new Paragraph({numbering:{reference:"muc",level:0},children:[new TextRun("Mục đích")]}),
   new Paragraph({numbering:{reference:"muc",level:1},children:[new TextRun("Nâng cao nhận thức")]}),
   new Paragraph({numbering:{reference:"muc",level:1},children:[new TextRun("Tổ chức thực hiện")]}),
   new Paragraph({numbering:{reference:"muc",level:0},children:[new TextRun("Yêu cầu")]}),
   new Paragraph({tabStops:[{type:TabStopType.CENTER,position:7000}],children:[new TextRun("Nơi nhận:\tT/M ĐẢNG UỶ")]}),
  ]}]});
Packer.toBuffer(doc).then(b=>fs.writeFileSync('docx-js.docx',b));
